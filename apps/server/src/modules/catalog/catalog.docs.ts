import { documented } from '../../platform/trpc/documented.ts';
import { PROVIDER_ERRORS } from '../provider/index.ts';

export const appsDocs = documented('The apps that can be added and connected, with their actions and triggers.', {
  list: {
    summary: 'List apps',
    description:
      'The apps of the catalog, 48 per page: the most popular first, or by name. With `search`, apps whose name begins with it come ' +
      'first. Each app says how many connections of it the workspace has.',
    example: { search: 'git', sort: 'popular', limit: 20 },
  },
  get: {
    summary: 'Get an app',
    description: 'One app, with the ways to authorize it.',
    errors: ['APP_UNKNOWN'],
    example: { slug: 'github' },
  },
  schemes: {
    summary: 'List ways to authorize an app',
    description:
      'Every way to authorize an app, with the fields that a person fills in. Asks the provider if its details were never read, so ' +
      'call it when a person is about to connect, and not to fill a list.',
    errors: ['APP_UNKNOWN', ...PROVIDER_ERRORS],
    example: { app: 'github' },
  },
  categories: {
    summary: 'List categories',
    description: 'Every category of apps with the number of apps in it, the largest first.',
    example: { limit: 20 },
  },
  actions: {
    summary: 'List actions of an app',
    description: 'What an app can do, sorted by name. `apps.action` has the arguments of each.',
    errors: ['APP_UNKNOWN'],
    example: { app: 'github', search: 'issue' },
  },
  action: {
    summary: 'Get an action',
    description: 'One action of an app, with the JSON Schema of its arguments as the provider wrote it.',
    errors: ['ACTION_UNKNOWN'],
    example: { app: 'slack', action: 'SLACK_SEND_MESSAGE' },
  },
  triggers: {
    summary: 'List triggers of an app',
    description: 'The kinds of events that an app can send, sorted by name. `triggers.type` has the settings of each.',
    errors: ['APP_UNKNOWN'],
    example: { app: 'github' },
  },
});

export const catalogDocs = documented('The copy of the provider’s catalog that this installation keeps.', {
  status: {
    summary: 'Get the state of the catalog',
    description: 'How many apps, actions and triggers the catalog has, and when it was last synced.',
  },
});
