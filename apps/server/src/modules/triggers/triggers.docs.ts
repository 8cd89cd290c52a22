import { documented } from '../../platform/trpc/documented.ts';

const CONNECTION = '0199f3a2-6d1b-7c41-9d1a-0c7a5f1e2b3c';

export const triggersDocs = documented('Triggers: what a connection listens to at its app.', {
  list: {
    summary: 'List triggers of a connection',
    description: 'The triggers that a connection is subscribed to, the oldest first. Empty for an unknown connection.',
    example: { connectionId: CONNECTION },
  },
  type: {
    summary: 'Get a kind of trigger',
    description: 'One trigger of an app, with the JSON Schemas of its settings and of its messages.',
    errors: ['TRIGGER_UNKNOWN', 'APP_UNKNOWN'],
    example: { app: 'github', trigger: 'GITHUB_COMMIT_EVENT' },
  },
  automatic: {
    summary: 'List automatic triggers',
    description: 'The triggers that new connections of an app in this workspace subscribe to.',
    errors: ['APP_UNKNOWN'],
    example: { app: 'github' },
  },
  enable: {
    summary: 'Enable a trigger',
    description:
      'Subscribes a connection to a trigger. Its messages arrive as events, at your endpoints and in the stream. Repeating it with the ' +
      'same settings is safe.',
    errors: [
      'CONNECTION_UNKNOWN',
      'CONNECTION_NOT_CONNECTED',
      'TRIGGER_UNKNOWN',
      'TRIGGERS_TOO_MANY',
      'ARGUMENTS_INVALID',
      'APP_UNKNOWN',
    ],
    example: { connectionId: CONNECTION, trigger: 'GITHUB_COMMIT_EVENT', config: { owner: 'ada', repo: 'engine' } },
  },
  setAutomatic: {
    summary: 'Set an automatic trigger',
    description:
      'Whether new connections of an app in this workspace subscribe to a trigger, and with which settings. Existing connections stay ' +
      'as they are. Answers with the first page of automatic triggers.',
    errors: ['TRIGGER_UNKNOWN', 'APP_UNKNOWN', 'ARGUMENTS_INVALID'],
    example: {
      app: 'github',
      trigger: 'GITHUB_COMMIT_EVENT',
      automatic: true,
      config: { owner: 'ada', repo: 'engine' },
    },
  },
  disable: {
    summary: 'Disable a trigger',
    description: 'Ends a subscription. Events that it brought are kept.',
    errors: ['SUBSCRIPTION_UNKNOWN'],
    example: { id: '0199f3a2-7b20-7d52-8e2b-1d8b6f2f3c4d' },
  },
});
