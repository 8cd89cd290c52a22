import type { ErrorText } from './error-text.ts';

/** Callers, their credentials and their permissions. */
export const CALLER_ERRORS = {
  UNAUTHENTICATED: { status: 401, sentence: 'You are not signed in.', remedy: 'Sign in and try again.' },
  PASSWORD_WRONG: {
    status: 403,
    sentence: 'This is not your current password.',
    remedy: 'Type it again; nothing was changed.',
  },
  PASSWORD_WEAK: {
    status: 400,
    sentence: 'This password is too easy to guess.',
    remedy: 'Use a longer one: four or more unrelated words work well.',
  },
  SESSION_UNKNOWN: {
    status: 404,
    sentence: 'This session has ended already, or it is not yours.',
    remedy: 'Reload the list of sessions.',
  },
  CREDENTIALS_AMBIGUOUS: {
    status: 400,
    sentence: 'The request carries more than one credential.',
    remedy: 'Send one: a session, or one key in one Authorization header. A service sends no cookies.',
  },
  KEY_INVALID: {
    status: 401,
    sentence: 'This key is not valid: it is unknown, expired or revoked.',
    remedy: 'Ask an admin of the workspace or of the installation for a new one.',
  },
  KEY_NOT_ALLOWED: {
    status: 403,
    sentence: 'This kind of key may not do this, whatever its scopes.',
    remedy: 'Use the kind of key that the API reference names, or let a person do it in the web app.',
  },
  KEY_ADDRESS_REFUSED: {
    status: 403,
    sentence: 'This key may not be used from this address.',
    remedy: 'Call from an address on the list of the key, or ask an installation admin to create a key for yours.',
  },
  SERVICES_ONLY: {
    status: 403,
    sentence: 'Only services can do this, with a service key.',
    remedy: 'Call it with a service key that has the scope.',
  },
  SCOPE_MISSING: {
    status: 403,
    sentence: 'This key lacks the scope for that.',
    remedy:
      'Ask an admin of the workspace or of the installation for a key with the scope that the error’s fields name.',
  },
  SUBJECT_INVALID: {
    status: 400,
    sentence: 'The subject that the call names is not valid.',
    remedy: 'Send 1 to 120 visible ASCII characters in x-patchbay-subject.',
  },
  KEY_UNKNOWN: {
    status: 404,
    sentence: 'There is no such service key in this workspace.',
    remedy: 'Reload the list; another person may have revoked it.',
  },
  ORIGIN_FOREIGN: {
    status: 403,
    sentence: 'The request came from another site.',
    remedy: 'Use Patchbay from its own address.',
  },
  FORBIDDEN: {
    status: 403,
    sentence: 'Your role in this workspace does not allow that.',
    remedy: 'Ask an admin of the workspace.',
  },
  INSTALLATION_ADMIN_ONLY: {
    status: 403,
    sentence: 'Only installation admins can do this.',
    remedy: 'Ask an installation admin.',
  },
  ADMIN_LINK_INVALID: {
    status: 404,
    sentence: 'This setup link has expired or was already used.',
    remedy: 'Create a new one on the server: “npm run admin-link”.',
  },
  LAST_INSTALLATION_ADMIN: {
    status: 409,
    sentence: 'You are the only installation admin.',
    remedy: 'Make another account an admin first: “npm run make-admin -- ada@example.com”.',
  },
  SETTING_FIXED: {
    status: 409,
    sentence: 'This setting is fixed by the environment of the server.',
    remedy: 'Change or remove the variable, and restart Patchbay.',
  },
  METRICS_TOKEN_INVALID: {
    status: 401,
    sentence: 'The token for metrics is missing or wrong.',
    remedy: 'Send METRICS_TOKEN of the server as a bearer token.',
  },
} as const satisfies Record<string, ErrorText>;
