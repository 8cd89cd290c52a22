import type { ServerModule } from '../../platform/server-module.ts';
import { eventsRouter, type EventsRouterDeps } from './events.router.ts';
import { EventRow } from './event.entity.ts';

/** Messages of triggers. */
export const eventsModule = {
  name: 'events',
  entities: [EventRow],
  routers: (deps: EventsRouterDeps) => ({ events: eventsRouter(deps) }),
} satisfies ServerModule<EventsRouterDeps>;
