import type { ErrorText } from './error-text.ts';

/** Apps, connections, actions and errors of the provider. */
export const CONNECTION_ERRORS = {
  APP_UNKNOWN: { status: 404, sentence: 'There is no such app.', remedy: 'Look for it in the marketplace.' },
  CONNECTION_UNKNOWN: {
    status: 404,
    sentence: 'There is no such connection in this workspace.',
    remedy: 'Reload the list; another person may have removed it.',
  },
  CONNECTION_CHANGED: {
    status: 409,
    sentence: 'This connection was changed in the meantime.',
    remedy: 'Refresh and try again.',
  },
  CONNECTION_OF_END_USER: {
    status: 409,
    sentence: 'This connection belongs to a user of your product, who connects it there.',
    remedy: 'Create a connect session for that user.',
  },
  CONNECTION_NOT_PENDING: {
    status: 409,
    sentence: 'There is no open authorization to cancel.',
    remedy: 'Refresh and try again.',
  },
  CONNECTION_NOT_CONNECTED: {
    status: 409,
    sentence: 'This connection is not connected.',
    remedy: 'Connect it first.',
  },
  CONNECTION_NOT_CONNECTABLE: {
    status: 409,
    sentence: 'This connection cannot be connected now.',
    remedy: 'Refresh and try again.',
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
  PROXY_NOT_ALLOWED: {
    status: 403,
    sentence: 'Requests to this path of the app are not allowed with this connection.',
    remedy: 'Ask an admin of the workspace to allow the method and the path.',
  },
  PROXY_UNAVAILABLE: {
    status: 409,
    sentence: 'This installation can’t send requests to apps.',
    remedy: 'Ask an administrator to remove COMPOSIO_SDK=legacy, or run an action instead.',
  },
  FILE_TOO_LARGE: {
    status: 413,
    sentence: 'The files are too large.',
    remedy: 'Send up to 2 MiB, or give the URL of a file of up to 5 MiB.',
  },
  FILE_UNREACHABLE: {
    status: 400,
    sentence: 'A file could not be fetched from its URL.',
    remedy: 'Check that the URL is public and leads to a file of up to 5 MiB; the action was not run.',
  },
  FILES_UNAVAILABLE: {
    status: 409,
    sentence: 'This installation can’t pass on files to actions.',
    remedy: 'Ask an administrator to remove COMPOSIO_SDK=legacy.',
  },
  ANSWER_TOO_LARGE: {
    status: 502,
    sentence: 'The app answered with more than can be passed on.',
    remedy: 'Ask for less, for example a smaller page. The request was carried out.',
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
  ATTEMPT_OPEN: {
    status: 409,
    sentence: 'Another app is being connected in this browser.',
    remedy: 'Finish or cancel that first; services may set “supersede”.',
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
  PROVIDER_FORBIDDEN: {
    status: 502,
    sentence: 'The connection provider does not let our key do this.',
    remedy: 'Ask an administrator to add the missing permission to the key; System health names it.',
  },
  APP_NEEDS_SETUP: {
    status: 409,
    sentence: 'This app needs an OAuth client of your own before it can be connected.',
    remedy: 'Ask an installation admin to set it up at Composio; the app’s details in the marketplace say how.',
  },
  SCOPES_NEED_SETUP: {
    status: 409,
    sentence: 'Your own OAuth client for this app does not ask for all of these permissions.',
    remedy: 'Ask an installation admin to add them to its auth config at Composio, then reconnect.',
  },
  SCHEME_UNSUPPORTED: {
    status: 409,
    sentence: 'This installation does not let people choose how an app is connected.',
    remedy: 'Connect without naming a scheme, or set COMPOSIO_SDK=core.',
  },
  CREDENTIALS_REFUSED: {
    status: 400,
    sentence: 'The app did not accept what you entered.',
    remedy: 'Check the values and what they permit in the app, then try again.',
  },
} as const satisfies Record<string, ErrorText>;
