import { documented } from '../../platform/trpc/documented.ts';

/** What the API reference says about connect sessions. */
export const sessionDocs = documented('Let users of your product connect apps inside it, without an account here.', {
  create: {
    summary: 'Create a connect session',
    description:
      'For the user who is signed in to your product. Give `url` to that user’s browser alone: open it, or use it with ' +
      '`<patchbay-connect>`. Nothing is connected until your back end calls `connectSessions.complete`.',
    errors: ['CONNECTION_UNKNOWN', 'APP_UNKNOWN', 'LIMIT_REACHED', 'SERVICES_ONLY'],
    example: {
      endUser: { id: 'user_4711', name: 'Ada Lovelace', email: 'ada@example.com' },
      returnUrl: 'https://acme.example/settings/connected',
      origins: ['https://acme.example'],
      apps: ['gmail', 'slack'],
      tags: { plan: 'pro' },
    },
  },
  complete: {
    summary: 'Confirm who connected',
    description:
      'Call it within two minutes, in the request that brings the code, with the user who is signed in to your product in that browser: ' +
      'read them from your own session cookie. Only then is the connection active. CONFIRMATION_REFUSED: another person connected, and ' +
      'their account was deleted. Repeating a call gives its first result for ten minutes.',
    errors: ['CONNECT_SESSION_UNKNOWN', 'CONFIRMATION_REFUSED', 'CONNECTION_UNKNOWN', 'SERVICES_ONLY'],
    example: {
      id: 'AbCdEfGhIjKlMnOpQrStUv',
      code: 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-AbCdE',
      signedInEndUserId: 'user_4711',
    },
  },
  list: {
    summary: 'List connect sessions',
    description: 'The newest first, each with the attempts to connect in it. Sessions are kept for 90 days.',
  },
  get: {
    summary: 'Get a connect session',
    description: 'One session with its attempts.',
    errors: ['CONNECT_SESSION_UNKNOWN'],
    example: { id: 'AbCdEfGhIjKlMnOpQrStUv' },
  },
  end: {
    summary: 'End a connect session',
    description:
      'Its page stops working, and what is being connected in it ends. Connections that were confirmed stay.',
    errors: ['CONNECT_SESSION_UNKNOWN'],
    example: { id: 'AbCdEfGhIjKlMnOpQrStUv' },
  },
});

export const endUserDocs = documented('Users of your product.', {
  forget: {
    summary: 'Forget an end user',
    description:
      'Removes all their connections, ends their sessions, deletes what their apps sent, and erases their name, address and id from ' +
      'histories, sessions, attempts, events and runs. Says what became of each grant. Only the event `end_user.forgotten` still names ' +
      'their id, until it is past the retention. Repeat it safely.',
    example: { endUserId: 'user_4711' },
  },
});

export const hostDocs = documented('Products that may embed the connect page.', {
  list: {
    summary: 'List connect hosts',
    description: 'The workspace’s own, and those that are approved for every workspace.',
  },
  pending: {
    summary: 'List hosts that wait for approval',
    description: 'Those of all workspaces, by origin.',
  },
  approve: {
    summary: 'Approve a connect host',
    description: 'Vouches for the host of a workspace: its pages may embed the connect page from then on.',
    errors: ['CONNECT_HOST_UNKNOWN'],
    example: { id: '0199f3a2-8c31-7e63-9f3c-2e9c703a4d5e' },
  },
  addShared: {
    summary: 'Approve a host for every workspace',
    description: 'For your own product, which embeds the connect page for all of its customers.',
    errors: ['CONNECT_HOST_TAKEN'],
    example: { origin: 'https://acme.example', returnUrls: ['https://acme.example/settings/connected'] },
  },
  removeShared: {
    summary: 'Remove a host of every workspace',
    description:
      'Sessions that exist go on; no other is created for it. To change its return addresses, remove it and add it again.',
    errors: ['CONNECT_HOST_UNKNOWN'],
    example: { id: '0199f3a2-8c31-7e63-9f3c-2e9c703a4d5e' },
  },
  add: {
    summary: 'Add a connect host',
    description:
      'It can be used once it proves itself by the file that the answer describes, or an installation admin approves it.',
    errors: ['CONNECT_HOST_TAKEN', 'LIMIT_REACHED'],
    example: { origin: 'https://acme.example', returnUrls: ['https://acme.example/settings/connected'] },
  },
  verify: {
    summary: 'Prove a connect host',
    description: 'Looks for the file `/.well-known/patchbay-origin` with the id of the workspace on a line of its own.',
    errors: ['CONNECT_HOST_UNKNOWN', 'CONNECT_HOST_UNPROVED'],
    example: { id: '0199f3a2-8c31-7e63-9f3c-2e9c703a4d5e' },
  },
  remove: {
    summary: 'Remove a connect host',
    description: 'Sessions that exist go on; no other is created for it.',
    errors: ['CONNECT_HOST_UNKNOWN'],
    example: { id: '0199f3a2-8c31-7e63-9f3c-2e9c703a4d5e' },
  },
  setBranding: {
    summary: 'Set the branding of a connect host',
    description:
      'Name, logo and colors of its connect page. What is left out stays. The address of the host is always shown too. Sessions that ' +
      'exist keep the name and colors they were created with.',
    errors: ['CONNECT_HOST_UNKNOWN'],
    example: {
      id: '0199f3a2-8c31-7e63-9f3c-2e9c703a4d5e',
      displayName: 'Acme',
      theme: { accent: '#1f6feb', radius: 8 },
    },
  },
  setSharedBranding: {
    summary: 'Set the branding of a host of every workspace',
    description: 'The same for a host that is approved for every workspace.',
    errors: ['CONNECT_HOST_UNKNOWN'],
    example: { id: '0199f3a2-8c31-7e63-9f3c-2e9c703a4d5e', displayName: 'Acme' },
  },
});
