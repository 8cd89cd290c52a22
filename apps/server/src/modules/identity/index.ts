/** What other modules may use. */
export { accountName, PASSWORD_LENGTH } from './account-fields.ts';
export { accountsHandler } from './accounts-handler.ts';
export { accountsOnly } from './accounts-only.ts';
export { ADMIN_LINK_HOURS, newAdminLink } from './admin-links.ts';
export { type Auth, createAuth } from './auth.ts';
export { clearFormerCookie, hasFormerCookie } from './former-cookie.ts';
export { IDENTITY_ENTITIES } from './identity-entities.ts';
export { isInstallationAdmin, LOCK_ADMINS, promoteOldestAccount } from './installation-admin.ts';
export { KnownBrowser } from './known-browser.ts';
export { firstMembershipOf, type Membership, membershipOf } from './membership.ts';
export { weaknessOf } from './password-strength.ts';
export { resignSession } from './resign-session.ts';
export { type SessionRoles, sessionRoles } from './session-roles.ts';
export { type Exchange, type ReadSession, type Session, sessionReader } from './sessions.ts';
export { ownPasswordBudgets } from './sign-in-budgets.ts';
export { readSignUpMode, SIGN_UP_MODES, type SignUpDeps, type SignUpMode } from './sign-up-mode.ts';
