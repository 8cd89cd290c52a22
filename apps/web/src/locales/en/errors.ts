export const errors = {
  NETWORK_DOWN: {
    // No answer
    title: 'No answer from Patchbay',
    sentence: 'The request didn’t reach the server, or its answer didn’t reach you.',
    next: 'Try again in a moment. If other sites don’t open either, check your internet connection.',
  },
  POPUP_BLOCKED: {
    title: 'Your browser blocked the window',
    sentence: 'The approval page couldn’t open.',
    next: 'Use the link on the page, or continue in this tab.',
  },
  unknown: {
    title: 'Something went wrong',
    sentence: 'This shouldn’t have happened.',
    next: 'Try again. If it keeps happening, send us the reference.',
  },
  readsAgain: 'Check your connection. This page retries automatically.',
  fixers: {
    // Who can fix it
    admin: 'A workspace admin can fix this.',
    provider: 'Only the provider can fix this. Try again later.',
    operator: 'Usually temporary. If not, contact your administrator.',
  },
  UNAUTHENTICATED: {
    // Signing in and permissions
    title: 'You’re signed out',
    sentence: 'You’re not signed in.',
    next: 'Sign in and try again.',
  },
  FORBIDDEN: {
    title: 'Your role doesn’t allow this',
    sentence: 'Your role in this workspace doesn’t allow that.',
    next: 'Ask a workspace admin.',
  },
  INSTALLATION_ADMIN_ONLY: {
    title: 'Only for installation admins',
    sentence: 'Only installation admins can do this.',
    next: 'Ask an installation admin.',
  },
  ADMIN_LINK_INVALID: {
    title: 'This setup link doesn’t work',
    sentence: 'This setup link has expired or was already used.',
    next: 'Create a new one on the server: “npm run admin-link”.',
  },
  LAST_INSTALLATION_ADMIN: {
    title: 'The last admin must stay',
    sentence: 'You’re the only installation admin.',
    next: 'Make another account an admin first, with “npm run make-admin”.',
  },
  SETTING_FIXED: {
    title: 'This setting can’t be changed here',
    sentence: 'This setting is fixed by the server’s environment.',
    next: 'Change or remove the variable, then restart Patchbay.',
  },
  ORIGIN_FOREIGN: {
    title: 'Open Patchbay at its own address',
    sentence: 'The request came from another address.',
    next: 'Use Patchbay at its own address.',
  },
  PASSWORD_WRONG: {
    title: 'The password wasn’t changed',
    sentence: 'This isn’t your current password.',
    next: 'Enter it again. Nothing was changed.',
  },
  PASSWORD_WEAK: {
    title: 'The password wasn’t changed',
    sentence: 'This password is too easy to guess.',
    next: 'Use a longer one. Four unrelated words work well.',
  },
  SESSION_UNKNOWN: {
    title: 'This session has already ended',
    sentence: 'It ended, or it isn’t yours.',
    next: 'Reload the list of sessions.',
  },
  KEY_UNKNOWN: {
    title: 'Key not found',
    sentence: 'There’s no such key in this workspace.',
    next: 'Reload the list. Someone may have revoked it.',
  },
  WORKSPACE_UNKNOWN: {
    // Workspaces
    title: 'You’re not in this workspace',
    sentence: 'It doesn’t exist, or you’re not a member.',
    next: 'Choose another workspace, or ask for an invitation.',
  },
  WORKSPACE_ARCHIVED: {
    title: 'This workspace is archived',
    sentence: 'Nothing in it can be used until it’s restored.',
    next: 'Ask an installation admin to restore it.',
  },
  WORKSPACE_CHANGED: {
    title: 'You switched workspaces',
    sentence: 'You switched to another workspace in the meantime.',
    next: 'Reload the page and try again.',
  },
  NAME_DIFFERS: {
    title: 'The workspace wasn’t deleted',
    sentence: 'That isn’t the name of this workspace.',
    next: 'Type the exact name. Nothing was deleted.',
  },
  MEMBER_UNKNOWN: {
    title: 'Member not found',
    sentence: 'There’s no such member in this workspace.',
    next: 'Reload the list of members.',
  },
  LAST_OWNER: {
    title: 'The last owner must stay',
    sentence: 'A workspace needs an owner, and this is the last one.',
    next: 'Make another member an owner first.',
  },
  INVITATION_UNKNOWN: {
    title: 'This invitation isn’t for you, or no longer open',
    sentence: 'This invitation isn’t open, or it’s for another address.',
    next: 'Sign in with the invited address, or ask for a new invitation.',
  },
  ALREADY_INVITED: {
    title: 'Already a member or invited',
    sentence: 'That person is already a member or invited.',
    next: 'Check the members and invitations.',
  },
  LIMIT_REACHED: {
    title: 'Limit reached',
    sentence: 'You can’t add more of these.',
    next: 'Remove one you don’t need.',
  },
  APP_UNKNOWN: {
    // Connections and apps
    title: 'App not found',
    sentence: 'This app isn’t in the catalog.',
    next: 'Look for it in the marketplace.',
  },
  CONNECTION_UNKNOWN: {
    title: 'Connection not found',
    sentence: 'There’s no such connection in this workspace.',
    next: 'Reload the list. Someone may have removed it.',
  },
  CONNECTION_CHANGED: {
    title: 'This was just changed by someone else',
    sentence: 'This connection was changed in the meantime.',
    next: 'Refresh and try again.',
  },
  CONNECTION_OF_END_USER: {
    title: 'Only the end user can connect this',
    sentence: 'This connection belongs to a user of your product, who connects it there.',
    next: 'Create a connect session for that user.',
  },
  CONNECTION_NOT_PENDING: {
    title: 'Nothing is pending',
    sentence: 'There’s no open approval to cancel.',
    next: 'Refresh and try again.',
  },
  CONNECTION_NOT_CONNECTED: {
    title: 'Not connected',
    sentence: 'This connection isn’t connected.',
    next: 'Connect it first.',
  },
  CONNECTION_NOT_CONNECTABLE: {
    title: 'Not possible right now',
    sentence: 'This connection can’t be connected right now.',
    next: 'Refresh and try again.',
  },
  CONNECTION_NOT_ACTIVE: {
    title: 'Not connected',
    sentence: 'This connection isn’t active, so nothing can be run with it.',
    next: 'Connect or reconnect it first.',
  },
  GRANT_ENDED: {
    title: 'Access has ended',
    sentence: 'The authorization behind this connection has ended.',
    next: 'Reconnect it. The action wasn’t run.',
  },
  LABEL_TAKEN: {
    title: 'That name is taken',
    sentence: 'Another connection of this app has that label.',
    next: 'Choose another label.',
  },
  ATTEMPT_OPEN: {
    title: 'Another app is being connected',
    sentence: 'Another app is being connected in this browser.',
    next: 'Finish or cancel that first.',
  },
  REVOCATION_UNSUPPORTED: {
    title: 'Access can’t be revoked here',
    sentence: 'This installation can’t revoke access at apps.',
    next: 'Disconnect without revoking, then remove the access in the app’s settings.',
  },
  APP_NEEDS_SETUP: {
    title: 'This app needs to be set up first',
    sentence: 'This app needs your own OAuth client before it can be connected.',
    next: 'Ask an installation admin to set it up. The app’s details in the marketplace explain how.',
  },
  SCOPES_NEED_SETUP: {
    title: 'Your OAuth client asks for too few permissions',
    sentence: 'Your OAuth client for this app doesn’t ask for all of these permissions.',
    next: 'Ask an installation admin to add them at Composio, then reconnect.',
  },
  SCHEME_UNSUPPORTED: {
    title: 'There’s nothing to choose',
    sentence: 'On this installation, people can’t choose how an app is connected.',
    next: 'Connect without choosing, or set COMPOSIO_SDK=core.',
  },
  CREDENTIALS_REFUSED: {
    title: 'The app didn’t accept this',
    sentence: 'The app didn’t accept what you entered.',
    next: 'Check the values and their permissions in the app, then try again.',
  },
  ACTION_UNKNOWN: {
    // Actions
    title: 'This action no longer exists',
    sentence: 'The app has no such action.',
    next: 'Look for it among the app’s actions.',
  },
  ACTION_NOT_ENABLED: {
    title: 'This action isn’t enabled',
    sentence: 'This action isn’t enabled for the connection.',
    next: 'Ask a workspace admin to enable it.',
  },
  ARGUMENTS_INVALID: {
    title: 'Something in the form isn’t right',
    sentence: 'The arguments don’t fit the action.',
    next: 'Correct the named fields.',
  },
  FILE_TOO_LARGE: {
    title: 'The files are too large',
    sentence: 'The files are larger than 2 MiB.',
    next: 'Select smaller files.',
  },
  FILES_UNAVAILABLE: {
    title: 'Files aren’t available here',
    sentence: 'This installation can’t pass files to actions.',
    next: 'Ask an administrator to remove COMPOSIO_SDK=legacy.',
  },
  ANSWER_TOO_LARGE: {
    title: 'The answer is too large',
    sentence: 'The app answered with more data than can be passed on.',
    next: 'Ask for less, such as a smaller page. The request was carried out.',
  },
  EXECUTION_UNCERTAIN: {
    title: 'The result is unknown',
    sentence: 'The action was started, but how it ended is unknown.',
    next: 'Check the app before you try again.',
  },
  TRIGGER_UNKNOWN: {
    // Triggers, events and endpoints
    title: 'This trigger no longer exists',
    sentence: 'The app has no such trigger.',
    next: 'Check the app’s triggers. The catalog may have changed.',
  },
  SUBSCRIPTION_UNKNOWN: {
    title: 'This trigger is already off',
    sentence: 'This trigger isn’t enabled here.',
    next: 'Reload the list. Someone may have turned it off.',
  },
  TRIGGERS_TOO_MANY: {
    title: 'Trigger limit reached',
    sentence: 'This connection can’t have more triggers.',
    next: 'Turn off one you don’t need.',
  },
  EVENT_UNKNOWN: {
    title: 'Event not found',
    sentence: 'There’s no such event in this workspace.',
    next: 'It may be past the retention period.',
  },
  ENDPOINT_UNKNOWN: {
    title: 'Endpoint not found',
    sentence: 'There’s no such endpoint in this workspace.',
    next: 'Reload the list. Someone may have removed it.',
  },
  ENDPOINT_CHANGED: {
    title: 'This was just changed by someone else',
    sentence: 'This endpoint was changed in the meantime.',
    next: 'Refresh and try again.',
  },
  ENDPOINT_OFF: {
    title: 'The endpoint is off',
    sentence: 'This endpoint is turned off.',
    next: 'Turn it on first.',
  },
  ENDPOINT_NOT_ALLOWED: {
    title: 'Events can’t be sent to this URL',
    sentence: 'Events are delivered to public HTTPS URLs only.',
    next: 'Use another URL, or ask your administrator to set ALLOW_PRIVATE_ENDPOINTS=true.',
  },
  ENDPOINTS_TOO_MANY: {
    title: 'Endpoint limit reached',
    sentence: 'This workspace can’t have more endpoints.',
    next: 'Remove one you don’t need.',
  },
  DELIVERY_UNKNOWN: {
    title: 'This can’t be resent',
    sentence: 'There’s no such delivery to resend.',
    next: 'It may already be pending, or its endpoint may be off.',
  },
  WEBHOOK_ELSEWHERE: {
    title: 'The webhook serves another address',
    sentence: 'The project’s webhook subscription points to another address.',
    next: 'Move it on the server: “npm run doctor -- --fix”.',
  },
  WEBHOOK_SET_BY_HAND: {
    title: 'The webhook was set up by hand',
    sentence: 'Its secret is in COMPOSIO_WEBHOOK_SECRET.',
    next: 'Set it up again by hand, or remove the variable and restart Patchbay.',
  },
  CONNECT_HOST_UNKNOWN: {
    // Connect sessions
    title: 'Host not found',
    sentence: 'There’s no such host in this workspace.',
    next: 'Reload the list. Someone may have removed it.',
  },
  CONNECT_HOST_TAKEN: {
    title: 'This host was already added',
    sentence: 'This host is already in the list.',
    next: 'Remove it first to change its return URLs.',
  },
  CONNECT_HOST_UNPROVED: {
    title: 'The host isn’t proved yet',
    sentence: 'The file that proves this host couldn’t be read, or doesn’t name this workspace.',
    next: 'Serve the workspace’s ID at /.well-known/patchbay-origin, or ask an installation admin to approve the host.',
  },
  PROVIDER_UNAVAILABLE: {
    // The provider
    title: 'The provider can’t be reached',
    sentence: 'The connection provider couldn’t be reached.',
    next: 'Try again in a minute. Nothing was lost.',
  },
  PROVIDER_BUSY: {
    title: 'The provider is limiting requests',
    sentence: 'The provider is limiting requests right now.',
    next: 'Try again in a minute. Nothing was done.',
  },
  PROVIDER_REFUSED: {
    title: 'The provider rejected the request',
    sentence: 'The connection provider rejected the request.',
    next: 'Ask an administrator to check System health.',
  },
  PROVIDER_UNAUTHORIZED: {
    title: 'The provider rejected our key',
    sentence: 'The connection provider doesn’t accept our key.',
    next: 'Ask an administrator to check COMPOSIO_API_KEY.',
  },
  PROVIDER_FORBIDDEN: {
    title: 'A permission is missing',
    sentence: 'The connection provider doesn’t let our key do this.',
    next: 'Ask an administrator to add the missing permission to the key. System health names it.',
  },
  INPUT_INVALID: {
    // Requests
    title: 'Something in the form isn’t right',
    sentence: 'The request isn’t valid.',
    next: 'Correct the named fields.',
  },
  BODY_TOO_LARGE: {
    title: 'The request is too large',
    sentence: 'The request is larger than allowed.',
    next: 'Send less at a time.',
  },
  NOT_FOUND: {
    title: 'Not found',
    sentence: 'There’s nothing at this address.',
    next: 'Check the address.',
  },
  RATE_LIMITED: {
    title: 'Too many requests',
    sentence: 'Too many requests were sent.',
    next: 'Wait a moment and try again.',
  },
  TRY_AGAIN: {
    title: 'Too many changes',
    sentence: 'Too many changes were made at the same time, so this one wasn’t made.',
    next: 'Try again in a few seconds.',
  },
  UNAVAILABLE: {
    title: 'Patchbay isn’t ready',
    sentence: 'Patchbay can’t reach its database.',
    next: 'Try again in a minute. Nothing was lost.',
  },
  INTERNAL: {
    title: 'Something went wrong',
    sentence: 'Something went wrong on our side.',
    next: 'Try again. If it keeps happening, send us the reference.',
  },
  schema: {
    // Fields of forms made from a schema
    required: 'Required.',
    type: 'Must be {kinds}.',
    kinds: {
      string: 'text',
      number: 'a number',
      integer: 'a whole number',
      boolean: 'yes or no',
      array: 'a list',
      object: 'a group of fields',
    },
    enum: 'Choose one of: {values}.',
    const: 'Must be {value}.',
    minimum: 'At least {limit}.',
    maximum: 'At most {limit}.',
    exclusiveMinimum: 'More than {limit}.',
    exclusiveMaximum: 'Less than {limit}.',
    multipleOf: 'A multiple of {limit}.',
    minLength: 'At least {count} character. | At least {count} characters.',
    maxLength: 'At most {count} character. | At most {count} characters.',
    minItems: 'At least {count} entry. | At least {count} entries.',
    maxItems: 'At most {count} entry. | At most {count} entries.',
    format: 'Must be {format}.',
    formats: {
      email: 'an email address',
      uri: 'a URL, such as https://example.com',
      'date-time': 'a date and time, such as 2026-11-22T10:30:00Z',
      date: 'a date, such as 2026-11-22',
      time: 'a time, such as 10:30:00Z',
      uuid: 'a UUID',
    },
    false: 'Unknown field.',
    other: 'This value isn’t valid.',
    tooLong: 'This number is too long to be checked here. Send it with at most {limit} digits.',
  },
} as const;
