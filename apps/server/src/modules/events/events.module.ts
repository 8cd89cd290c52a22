import type { ServerModule } from '../../platform/server-module.ts';
import { eventsRouter, type EventsRouterDeps } from './events.router.ts';
import { EventRow } from './event.entity.ts';

/** What triggers have told, one message each. */
export const eventsModule = {
  name: 'events',
  entities: [EventRow],
  routers: (deps: EventsRouterDeps) => ({ events: eventsRouter(deps) }),
} satisfies ServerModule<EventsRouterDeps>;
