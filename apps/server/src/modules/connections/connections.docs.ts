import { documented } from '../../platform/trpc/documented.ts';
import { PROVIDER_ERRORS } from '../provider/index.ts';
import { changeSchema } from './queries/watch-connections.ts';

const ID = '0199f3a2-6d1b-7c41-9d1a-0c7a5f1e2b3c';
const COMMAND = ['CONNECTION_UNKNOWN', 'CONNECTION_CHANGED'] as const;

export const connectionsDocs = documented('Connections: an app in a workspace, with its status, account and label.', {
  list: {
    summary: 'List connections',
    description:
      'The connections of the workspace, 50 per page: expired ones first, then pending ones, then all others by app and label. ' +
      '`counts` are those of the whole workspace, whatever the filters.',
    example: { status: 'active', search: 'github', limit: 50 },
  },
  connected: {
    summary: 'List connected apps',
    description:
      'The active connections, each with the actions it may run and the triggers of its app: what an agent or a service can use now.',
    example: { limit: 20 },
  },
  get: {
    summary: 'Get a connection',
    description: 'One connection. Reads the database only: `connections.refresh` asks the provider.',
    errors: ['CONNECTION_UNKNOWN'],
    example: { id: ID },
  },
  access: {
    summary: 'Get permissions of a connection',
    description: 'The permissions that the account has at the app, and those that enabled actions need and it lacks.',
    errors: ['CONNECTION_UNKNOWN'],
    example: { id: ID },
  },
  history: {
    summary: 'List history of a connection',
    description:
      'Everything that happened to a connection, the newest first: who did it, and why. Stays readable after the connection is removed.',
    errors: ['CONNECTION_UNKNOWN'],
    example: { id: ID, limit: 20 },
  },
  position: {
    summary: 'Get the position of the change stream',
    description:
      'The position from which `connections.watch` sends everything that happens from now on. Read it, then list, then watch from it: ' +
      'nothing is missed in between.',
  },
  watch: {
    summary: 'Stream changes of connections',
    description:
      'Every change of the workspace’s connections, each once and in order, from now on or after `lastEventId`. Ends within seconds ' +
      'when the key loses access.',
    events: changeSchema,
    example: { lastEventId: '812345-42' },
  },
  add: {
    summary: 'Add an app',
    description:
      'Adds an app to the workspace, not connected yet. Repeating it is safe: an app and label that exist are answered as ' +
      '`already_added`.',
    errors: ['APP_UNKNOWN'],
    example: { app: 'github', label: 'Production' },
  },
  cancel: {
    summary: 'Cancel an authorization',
    description: 'Cancels the authorization that is open. The connection returns to where it was before.',
    errors: [...COMMAND, 'CONNECTION_NOT_PENDING'],
    example: { id: ID },
  },
  refresh: {
    summary: 'Refresh a connection',
    description:
      'Asks the provider for the state of a connection and applies the answer, which `answer` puts into words for a person.',
    errors: ['CONNECTION_UNKNOWN', ...PROVIDER_ERRORS],
    example: { id: ID },
  },
  refreshPending: {
    summary: 'Refresh pending connections',
    description: 'Asks the provider for the state of every pending connection of the workspace, at most 50 per call.',
    errors: PROVIDER_ERRORS,
    example: {},
  },
  disconnectImpact: {
    summary: 'Get the impact of disconnecting',
    description:
      'What disconnecting would do to the access at the app, and what else would stop working. Asks the provider.',
    errors: ['CONNECTION_UNKNOWN', ...PROVIDER_ERRORS],
    example: { id: ID },
  },
  disconnect: {
    summary: 'Disconnect',
    description:
      'Ends the use of the account and deletes it at the provider, with its triggers. The app stays in the workspace, not connected. ' +
      'With `revoke`, the access at the app ends too, whatever else uses it.',
    errors: [...COMMAND, 'CONNECTION_NOT_CONNECTED', 'REVOCATION_UNSUPPORTED'],
    example: { id: ID },
  },
  remove: {
    summary: 'Remove a connection',
    description:
      'Removes the app and its settings from the workspace, and disconnects it first if it is connected. The history is kept.',
    errors: COMMAND,
    example: { id: ID },
  },
  rename: {
    summary: 'Rename a connection',
    description: 'Changes the label, which is unique among the connections of an app in a workspace, ignoring case.',
    errors: [...COMMAND, 'LABEL_TAKEN'],
    example: { id: ID, label: 'Production' },
  },
  enabledActions: {
    summary: 'List enabled actions',
    description: 'The actions that services may run with a connection.',
    errors: ['CONNECTION_UNKNOWN'],
    example: { id: ID },
  },
  setEnabledActions: {
    summary: 'Replace enabled actions',
    description:
      'Replaces the whole list. Takes the `version` of the connection, so that no other change is overwritten.',
    errors: [...COMMAND, 'ACTION_UNKNOWN'],
    example: { id: ID, version: 3, actions: ['GITHUB_CREATE_AN_ISSUE'] },
  },
  enableActions: {
    summary: 'Enable actions',
    description:
      'Enables some actions, by their slugs or by kind: `important`, `read-only` or `all`. Does not touch the others.',
    errors: [...COMMAND, 'ACTION_UNKNOWN'],
    example: { id: ID, actions: ['GITHUB_CREATE_AN_ISSUE'] },
  },
  disableActions: {
    summary: 'Disable actions',
    description: 'Disables some actions, by their slugs or by kind. Does not touch the others.',
    errors: [...COMMAND, 'ACTION_UNKNOWN'],
    example: { id: ID, actions: ['GITHUB_CREATE_AN_ISSUE'] },
  },
});
