import { documented } from '../../platform/trpc/documented.ts';
import { watchedEventSchema } from './watch-events.ts';

const EVENT = '0199f3a2-8c31-7e63-9f3c-2e9c703a4d5e';

export const eventsDocs = documented('Events: what triggers of the workspace’s connections reported.', {
  list: {
    summary: 'List events',
    description: 'The events of the workspace, the newest first, 50 per page. `events.get` has the payload of each.',
    example: { app: 'github', trigger: 'GITHUB_COMMIT_EVENT', limit: 20 },
  },
  get: {
    summary: 'Get an event',
    description: 'One event with its payload, exactly as the app sent it.',
    errors: ['EVENT_UNKNOWN'],
    example: { id: EVENT },
  },
  replay: {
    summary: 'Replay an event',
    description: 'Sends an event to all endpoints that are subscribed to it, again or for the first time.',
    errors: ['EVENT_UNKNOWN', 'ENDPOINT_UNKNOWN', 'ENDPOINT_OFF'],
    example: { id: EVENT },
  },
  position: {
    summary: 'Get the position of the event stream',
    description: 'The position from which `events.watch` sends every event that arrives from now on.',
  },
  watch: {
    summary: 'Stream events',
    description:
      'Every event of the workspace, each once, from now on or after `lastEventId`; with `payload`, what the app sent too. Ends within ' +
      'seconds when the key loses access.',
    events: watchedEventSchema,
    example: { payload: true },
  },
});
