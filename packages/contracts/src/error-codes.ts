/** What a caller is told for one code. */
export interface ErrorText {
  status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 417 | 429 | 431 | 500 | 502 | 503;
  /** One sentence for a person: what went wrong. */
  sentence: string;
  /** What to do about it. */
  remedy: string;
}

/**
 * Every error that Patchbay answers with. Codes are permanent: clients branch on them, so a code is never renamed or
 * reused. Sentences may be improved at any time.
 */
export const ERRORS = {
  INPUT_INVALID: { status: 400, sentence: 'The request is not valid.', remedy: 'Correct the named fields.' },
  INPUT_UNKNOWN_FIELD: {
    status: 400,
    sentence: 'The request has a field that does not exist here.',
    remedy: 'Remove or correct the named fields.',
  },
  WORKSPACE_MISSING: {
    status: 400,
    sentence: 'This key works in several workspaces, and the request names none.',
    remedy: 'Send the workspace’s id in x-patchbay-workspace.',
  },
  WORKSPACE_AMBIGUOUS: {
    status: 400,
    sentence: 'The request names two different workspaces.',
    remedy: 'Name one: in x-patchbay-workspace, or in the connection parameters of a stream.',
  },
  MEDIA_TYPE_UNSUPPORTED: {
    status: 400,
    sentence: 'Only application/json is accepted.',
    remedy: 'Send the request as application/json.',
  },
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
    sentence: 'The request carries a session and a service key.',
    remedy: 'Send one of them; a service sends no cookies.',
  },
  KEY_INVALID: {
    status: 401,
    sentence: 'This service key is not valid: it is unknown, expired or revoked.',
    remedy: 'Ask an admin of the workspace for a new one.',
  },
  KEY_NOT_ALLOWED: {
    status: 403,
    sentence: 'A service key may not do this, whatever its scopes.',
    remedy: 'Let a person do it in the web app.',
  },
  SCOPE_MISSING: {
    status: 403,
    sentence: 'This service key lacks the scope for that.',
    remedy: 'Ask an admin of the workspace for a key with the scope.',
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
    sentence: 'This set-up link has expired or was already used.',
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
  WORKSPACE_UNKNOWN: {
    status: 404,
    sentence: 'There is no such workspace, or you are not in it.',
    remedy: 'Choose another workspace, or ask to be invited. A service needs a key that works in it.',
  },
  WORKSPACE_CHANGED: {
    status: 409,
    sentence: 'You switched to another workspace in the meantime.',
    remedy: 'Reload the page and try again.',
  },
  NAME_DIFFERS: {
    status: 409,
    sentence: 'That is not the name of this workspace.',
    remedy: 'Type its name as it stands; nothing was deleted.',
  },
  MEMBER_UNKNOWN: { status: 404, sentence: 'There is no such member here.', remedy: 'Reload the list of members.' },
  LAST_OWNER: {
    status: 409,
    sentence: 'A workspace needs an owner, and this is the last one.',
    remedy: 'Make another member an owner first.',
  },
  INVITATION_UNKNOWN: {
    status: 404,
    sentence: 'This invitation is not open, or it is for another person.',
    remedy: 'Sign in with the invited address, or ask for a new invitation.',
  },
  ALREADY_INVITED: {
    status: 409,
    sentence: 'That person is a member or invited already.',
    remedy: 'Look in the list of members and invitations.',
  },
  LIMIT_REACHED: {
    status: 409,
    sentence: 'There are as many of these as there may be.',
    remedy: 'Remove one that is not needed.',
  },
  APP_UNKNOWN: { status: 404, sentence: 'There is no such app.', remedy: 'Look for it in the marketplace.' },
  CONNECTION_UNKNOWN: {
    status: 404,
    sentence: 'There is no such connection in this workspace.',
    remedy: 'Reload the list; another person may have removed it.',
  },
  CONNECTION_CHANGED: {
    status: 409,
    sentence: 'This connection was changed in the meantime.',
    remedy: 'Look at its present state and decide again.',
  },
  CONNECTION_NOT_PENDING: {
    status: 409,
    sentence: 'There is no open authorization to cancel.',
    remedy: 'Look at its present state and decide again.',
  },
  CONNECTION_NOT_CONNECTED: {
    status: 409,
    sentence: 'This connection is not connected.',
    remedy: 'Connect it first.',
  },
  CONNECTION_NOT_CONNECTABLE: {
    status: 409,
    sentence: 'This connection cannot be connected now.',
    remedy: 'Look at its present state and decide again.',
  },
  CONNECTION_NOT_ACTIVE: {
    status: 409,
    sentence: 'This connection is not active, so nothing can be run with it.',
    remedy: 'Connect or reconnect it first.',
  },
  GRANT_ENDED: {
    status: 409,
    sentence: 'The authorization behind this connection has ended.',
    remedy: 'Reconnect it; the action was not run.',
  },
  ACTION_UNKNOWN: {
    status: 404,
    sentence: 'The app has no such action.',
    remedy: 'Look for it among the actions of the app.',
  },
  ACTION_NOT_ENABLED: {
    status: 403,
    sentence: 'This action is not enabled for the connection.',
    remedy: 'Ask an admin of the workspace to enable it.',
  },
  ARGUMENTS_INVALID: {
    status: 400,
    sentence: 'The arguments do not fit the action.',
    remedy: 'Correct the named fields.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 409,
    sentence: 'This idempotency key was used for another request.',
    remedy: 'Use a new key for each thing to be done once.',
  },
  EXECUTION_UNCERTAIN: {
    status: 502,
    sentence: 'The action was started, and it is not known how it ended.',
    remedy: 'Look at the app before you try it again with a new idempotency key.',
  },
  EXECUTION_RUNNING: {
    status: 409,
    sentence: 'The action with this idempotency key is still running.',
    remedy: 'Ask again with the same key in a few seconds.',
  },
  LABEL_TAKEN: {
    status: 409,
    sentence: 'Another connection of this app has that label.',
    remedy: 'Choose another label.',
  },
  REVOCATION_UNSUPPORTED: {
    status: 409,
    sentence: 'This installation can’t revoke access at apps.',
    remedy: 'Disconnect without revoking, then remove the access in the app’s own settings.',
  },
  PROVIDER_UNAVAILABLE: {
    status: 503,
    sentence: 'The connection provider could not be reached.',
    remedy: 'Try again in a minute; nothing was lost.',
  },
  PROVIDER_BUSY: {
    status: 503,
    sentence: 'The connection provider takes no more requests just now.',
    remedy: 'Try again in a minute; nothing was done.',
  },
  PROVIDER_REFUSED: {
    status: 502,
    sentence: 'The connection provider refused the request.',
    remedy: 'Ask an administrator to look at System health.',
  },
  PROVIDER_UNAUTHORIZED: {
    status: 502,
    sentence: 'The connection provider does not accept our key.',
    remedy: 'Ask an administrator to check COMPOSIO_API_KEY.',
  },
  TRIGGER_UNKNOWN: {
    status: 404,
    sentence: 'The app has no such trigger.',
    remedy: 'Look at the triggers of the app; the catalog may have changed.',
  },
  SUBSCRIPTION_UNKNOWN: {
    status: 404,
    sentence: 'This trigger is not enabled here.',
    remedy: 'Reload the list; another person may have disabled it.',
  },
  TRIGGERS_TOO_MANY: {
    status: 409,
    sentence: 'This connection has as many triggers as it may have.',
    remedy: 'Disable one that is not needed.',
  },
  EVENT_UNKNOWN: {
    status: 404,
    sentence: 'There is no such event in this workspace.',
    remedy: 'It may have been older than events are kept.',
  },
  ENDPOINT_UNKNOWN: {
    status: 404,
    sentence: 'There is no such endpoint in this workspace.',
    remedy: 'Reload the list; another person may have removed it.',
  },
  ENDPOINT_CHANGED: {
    status: 409,
    sentence: 'This endpoint was changed in the meantime.',
    remedy: 'Look at its present state and decide again.',
  },
  ENDPOINT_OFF: {
    status: 409,
    sentence: 'This endpoint is switched off.',
    remedy: 'Switch it on first.',
  },
  ENDPOINT_NOT_ALLOWED: {
    status: 400,
    sentence: 'Events are delivered to public https addresses only.',
    remedy: 'Use another address, or have the operator allow private endpoints.',
  },
  ENDPOINTS_TOO_MANY: {
    status: 409,
    sentence: 'This workspace has as many endpoints as it may have.',
    remedy: 'Remove one that is not needed.',
  },
  DELIVERY_UNKNOWN: {
    status: 404,
    sentence: 'There is no such delivery that could be sent again.',
    remedy: 'It may be waiting already, or its endpoint may be off.',
  },
  WEBHOOK_UNVERIFIED: {
    status: 401,
    sentence: 'This message is not signed as ours have to be.',
    remedy: 'Check the signing secret, and the clock of the sender.',
  },
  WEBHOOK_NOT_READY: {
    status: 503,
    sentence: 'No signing secret is known yet.',
    remedy: 'Set COMPOSIO_WEBHOOK_SECRET, or let Patchbay register its webhook.',
  },
  WEBHOOK_ELSEWHERE: {
    status: 409,
    sentence: 'The webhook subscription of the project leads to another address.',
    remedy: 'Move it on the server: “npm run doctor -- --fix”.',
  },
  WEBHOOK_SET_BY_HAND: {
    status: 409,
    sentence: 'The webhook was set up by hand: its secret stands in COMPOSIO_WEBHOOK_SECRET.',
    remedy: 'Set it up again by hand, or remove the variable and restart Patchbay.',
  },
  OVERLOADED: {
    status: 503,
    sentence: 'More arrives than can be stored.',
    remedy: 'Send it again in a few seconds.',
  },
  REQUEST_MALFORMED: {
    status: 400,
    sentence: 'The request is not valid HTTP.',
    remedy: 'Check its URL, its Host header and its other headers.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    sentence: 'The request arrived too slowly.',
    remedy: 'Send it again.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    sentence: 'The headers of the request are too large.',
    remedy: 'Delete the cookies of this site, or send fewer headers.',
  },
  EXPECTATION_UNSUPPORTED: {
    status: 417,
    sentence: 'The Expect header of the request is not supported.',
    remedy: 'Send the request without it.',
  },
  BODY_TOO_LARGE: { status: 413, sentence: 'The request is too large.', remedy: 'Send less at once.' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    sentence: 'This address takes another method.',
    remedy: 'See the Allow header.',
  },
  NOT_FOUND: { status: 404, sentence: 'There is nothing here.', remedy: 'Check the address.' },
  RATE_LIMITED: { status: 429, sentence: 'That was too much at once.', remedy: 'Wait a moment and try again.' },
  UNAVAILABLE: {
    status: 503,
    sentence: 'Patchbay cannot reach its database.',
    remedy: 'Try again in a minute; nothing was lost.',
  },
  TRY_AGAIN: {
    status: 503,
    sentence: 'Too many changes were made at the same time, so this one was not.',
    remedy: 'Try again in a few seconds.',
  },
  INTERNAL: {
    status: 500,
    sentence: 'Something went wrong on our side.',
    remedy: 'Try again; if it stays, report the reference.',
  },
} as const satisfies Record<string, ErrorText>;

export type ErrorCode = keyof typeof ERRORS;
