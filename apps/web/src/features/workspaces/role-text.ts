import type { Role } from '../../app/session.store.ts';
import { t } from '../../shared/i18n/t.ts';

/** The most powerful first. */
export const ROLES: Role[] = ['owner', 'admin', 'member', 'viewer'];

export function roleTitle(role: Role): string {
  return t(`workspaces.roles.${role}`);
}

/** What a role may do. */
export function roleText(role: Role): string {
  return t(`workspaces.roleTexts.${role}`);
}
