import { documented } from '../../platform/trpc/documented.ts';
import { PROVIDER_ERRORS } from '../provider/index.ts';

const CONNECTION = '0199f3a2-6d1b-7c41-9d1a-0c7a5f1e2b3c';

const OF_RUNS = [
  'CONNECTION_UNKNOWN',
  'CONNECTION_NOT_ACTIVE',
  'GRANT_ENDED',
  'IDEMPOTENCY_KEY_REUSED',
  'EXECUTION_RUNNING',
  'EXECUTION_UNCERTAIN',
  'ANSWER_TOO_LARGE',
  ...PROVIDER_ERRORS,
] as const;

export const actionsDocs = documented('Actions: what your services run with connections.', {
  execute: {
    summary: 'Run an action',
    description:
      'Runs an enabled action with an active connection and answers what the app said. `successful: false` means that the app refused: ' +
      'its reason is in `error`. Send an `idempotencyKey` to run it once, however often you repeat the call within 24 hours.',
    errors: [
      ...OF_RUNS,
      'ACTION_UNKNOWN',
      'ACTION_NOT_ENABLED',
      'ARGUMENTS_INVALID',
      'FILE_TOO_LARGE',
      'FILE_UNREACHABLE',
      'FILES_UNAVAILABLE',
    ],
    example: {
      connectionId: CONNECTION,
      action: 'SLACK_SEND_MESSAGE',
      arguments: { channel: '#general', text: 'Hello' },
      idempotencyKey: 'order-4711-confirmation',
    },
  },
  executions: {
    summary: 'List runs',
    description: 'What was run in the workspace, or with one connection, the newest first. Kept for 90 days.',
    example: { connectionId: CONNECTION, limit: 20 },
  },
  policy: {
    summary: 'Get the policy for new connections',
    description: 'Which actions are enabled on new connections of an app in this workspace.',
    errors: ['APP_UNKNOWN'],
    example: { app: 'slack' },
  },
  setPolicy: {
    summary: 'Set the policy for new connections',
    description:
      'Which actions are enabled on new connections of an app in this workspace. Existing connections stay as they are.',
    errors: ['APP_UNKNOWN'],
    example: { app: 'slack', policy: 'read-only' },
  },
});

export const proxyDocs = documented('Connections: an app in a workspace, with its status, account and label.', {
  proxy: {
    summary: 'Send a request to the app',
    description:
      'Sends a request to the app with the credentials of a connection, if an admin has allowed its method and path. Answers the app’s ' +
      'status, headers and data, whatever they are.',
    errors: [...OF_RUNS, 'PROXY_NOT_ALLOWED', 'PROXY_UNAVAILABLE'],
    example: { connectionId: CONNECTION, method: 'GET', path: '/user' },
  },
  proxyRules: {
    summary: 'List allowed requests',
    description:
      'The methods and paths that services may send to the app with a connection: none, until an admin allows some.',
    errors: ['CONNECTION_UNKNOWN'],
    example: { id: CONNECTION },
  },
});
