import { documented } from '../../platform/trpc/documented.ts';

const ID = '0199f3a2-9d42-7f74-8a4d-3fad814b5e6f';

export const deliveriesDocs = documented('Deliveries: events on their way to your endpoints.', {
  list: {
    summary: 'List deliveries',
    description: 'Past and pending deliveries of the workspace, the newest first, each with its tries.',
    example: { status: 'dead', limit: 20 },
  },
  redeliver: {
    summary: 'Redeliver',
    description: 'Sends a finished delivery again, with a fresh schedule of retries.',
    errors: ['DELIVERY_UNKNOWN'],
    example: { id: ID },
  },
  recover: {
    summary: 'Resend missed events',
    description:
      'Sends one endpoint everything that it has missed since a time, for whatever reason. Call it again with `nextCursor` until that is ' +
      '`null`. Events that were delivered are skipped.',
    errors: ['ENDPOINT_UNKNOWN', 'ENDPOINT_OFF'],
    example: { endpointId: ID, since: '2026-12-01T00:00:00.000Z' },
  },
});

export const endpointsDocs = documented('Endpoints: URLs that receive the signed events of a workspace.', {
  list: {
    summary: 'List endpoints',
    description: 'The endpoints of the workspace, by description or URL.',
    example: { limit: 50 },
  },
  create: {
    summary: 'Create an endpoint',
    description: 'Creates an endpoint. `secret`, which signs its messages, is in no other answer.',
    errors: ['ENDPOINT_NOT_ALLOWED', 'ENDPOINTS_TOO_MANY'],
    example: { url: 'https://hooks.example.com/patchbay', apps: ['github'] },
  },
  update: {
    summary: 'Update an endpoint',
    description: 'Changes the given fields of an endpoint, or turns it on or off.',
    errors: ['ENDPOINT_UNKNOWN', 'ENDPOINT_NOT_ALLOWED', 'ENDPOINT_CHANGED'],
    example: { id: ID, enabled: false },
  },
  rotateSecret: {
    summary: 'Rotate an endpoint’s secret',
    description: 'Gives an endpoint a new signing secret. The previous one signs too for a day.',
    errors: ['ENDPOINT_UNKNOWN', 'ENDPOINT_CHANGED'],
    example: { id: ID },
  },
  remove: {
    summary: 'Remove an endpoint',
    description: 'Removes an endpoint and cancels its pending deliveries.',
    errors: ['ENDPOINT_UNKNOWN'],
    example: { id: ID },
  },
  test: {
    summary: 'Send a test message',
    description: 'Sends a signed message of the type `test` to an endpoint.',
    errors: ['ENDPOINT_UNKNOWN', 'ENDPOINT_OFF'],
    example: { id: ID },
  },
});

export const installationEndpointsDocs = documented(
  'Endpoints of the installation: the signed events of all workspaces.',
  {
    list: {
      summary: 'List endpoints of the installation',
      description: 'By description or URL.',
      example: { limit: 50 },
    },
    create: {
      summary: 'Create an endpoint of the installation',
      description:
        'Creates an endpoint that receives events of these types of all workspaces, except archived ones. Every message names the workspace ' +
        'by `id` and `externalId`. `secret`, which signs its messages, is in no other answer.',
      errors: ['ENDPOINT_NOT_ALLOWED', 'ENDPOINTS_TOO_MANY'],
      example: {
        url: 'https://hooks.example.com/patchbay',
        types: ['connection.connected', 'connect_session.completed'],
      },
    },
    update: {
      summary: 'Update an endpoint of the installation',
      description: 'Changes the given fields, or turns it on or off.',
      errors: ['ENDPOINT_UNKNOWN', 'ENDPOINT_NOT_ALLOWED', 'ENDPOINT_CHANGED'],
      example: { id: ID, enabled: false },
    },
    rotateSecret: {
      summary: 'Rotate the secret of an endpoint of the installation',
      description: 'Gives it a new signing secret. The previous one signs too for a day.',
      errors: ['ENDPOINT_UNKNOWN', 'ENDPOINT_CHANGED'],
      example: { id: ID },
    },
    remove: {
      summary: 'Remove an endpoint of the installation',
      description: 'Removes it and cancels its pending deliveries.',
      errors: ['ENDPOINT_UNKNOWN'],
      example: { id: ID },
    },
    test: {
      summary: 'Send a test message to an endpoint of the installation',
      description: 'A signed message of the type `test`, with `*` in place of a workspace.',
      errors: ['ENDPOINT_UNKNOWN', 'ENDPOINT_OFF'],
      example: { id: ID },
    },
    deliveries: {
      summary: 'List deliveries to endpoints of the installation',
      description: 'Past and pending ones, the newest first, each with its tries and the workspace of its event.',
      example: { status: 'dead', limit: 20 },
    },
    redeliver: {
      summary: 'Redeliver to an endpoint of the installation',
      description: 'Sends a finished delivery again, with a fresh schedule of retries.',
      errors: ['DELIVERY_UNKNOWN'],
      example: { id: ID },
    },
    recover: {
      summary: 'Resend missed events to an endpoint of the installation',
      description:
        'Sends it everything of one workspace that it has missed since a time. Call it again with `nextCursor` until that is `null`.',
      errors: ['ENDPOINT_UNKNOWN', 'ENDPOINT_OFF'],
      example: { endpointId: ID, workspaceId: ID, since: '2026-12-01T00:00:00.000Z' },
    },
  },
);
