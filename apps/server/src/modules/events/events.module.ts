import type { ServerModule } from '../../platform/server-module.ts';
import { eventsRouter, type EventsRouterDeps } from './events.router.ts';
import { type PlanEventsDeps, planEvents } from './plan-events.ts';
import type { OutgoingEvents } from '../outgoing-events/index.ts';
import type { PersonalData } from '../connections/index.ts';
import { eraseEvents } from './erase-events.ts';
import { EventRow } from './event.entity.ts';

type EventsModuleDeps = EventsRouterDeps &
  PlanEventsDeps & { outgoingEvents: OutgoingEvents; personalData: PersonalData };

/** Events for customers: messages of triggers, and what happens here. */
export const eventsModule = {
  name: 'events',
  entities: [EventRow],
  routers: (deps: EventsModuleDeps) => ({ events: eventsRouter(deps) }),
  register: (deps: EventsModuleDeps) => {
    deps.outgoingEvents.handle((tx, events) => planEvents(deps, tx, events));
    deps.personalData.register(eraseEvents);
  },
} satisfies ServerModule<EventsModuleDeps>;
