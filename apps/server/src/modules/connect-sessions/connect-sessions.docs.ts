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
      'Removes all their connections, ends their sessions, and erases their name, address and id from what is kept. Repeat it safely.',
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
});
