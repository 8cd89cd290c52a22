import { z } from 'zod';
import { CONNECTION_EVENT_TYPES } from './connection-event-types.ts';
import { instant } from './event-parts.ts';
import { END_USER_EVENT_TYPES, ENDPOINT_EVENT_TYPES, TRIGGER_EVENT_TYPES } from './other-event-types.ts';

/**
 * Every outgoing event: what is delivered to endpoints, listed and streamed. Names are permanent, because endpoints
 * store them and services branch on them.
 */
export const EVENT_CATALOG = {
  ...CONNECTION_EVENT_TYPES,
  ...TRIGGER_EVENT_TYPES,
  ...END_USER_EVENT_TYPES,
  ...ENDPOINT_EVENT_TYPES,
} as const;

export type OutgoingEventType = keyof typeof EVENT_CATALOG;

export const OUTGOING_EVENT_TYPES = Object.keys(EVENT_CATALOG) as [OutgoingEventType, ...OutgoingEventType[]];

export const outgoingEventType = z.enum(OUTGOING_EVENT_TYPES);

/** The types that an endpoint can subscribe to. Tests need no subscription. */
export const SUBSCRIBABLE_EVENT_TYPES = OUTGOING_EVENT_TYPES.filter((type) => type !== 'test');

/** What an endpoint is subscribed to if nothing else was chosen. */
export const DEFAULT_EVENT_TYPES: readonly OutgoingEventType[] = ['trigger.message'];

export type EventData<Type extends OutgoingEventType> = z.output<(typeof EVENT_CATALOG)[Type]['data']>;

type Body<Type extends OutgoingEventType> = {
  /** The version of this type’s `data`. Left out where endpoints receive the body from before event types. */
  version?: number;
  type: Type;
  /** When the event was written, or when the message of a trigger was received. */
  timestamp: string;
  data: EventData<Type>;
};

/** The body of a delivery: a union of all types, to be told apart by `type`. */
export type OutgoingEvent = { [Type in OutgoingEventType]: Body<Type> }[OutgoingEventType];

/** The schema of one type's body. */
export function outgoingEventSchema<Type extends OutgoingEventType>(type: Type) {
  const { version, data } = EVENT_CATALOG[type];
  return z.object({
    version: z.literal(version).optional(),
    type: z.literal(type),
    timestamp: instant,
    data,
  });
}

/** An example of one type's body. */
export function outgoingEventExample(type: OutgoingEventType): OutgoingEvent {
  const { version, example } = EVENT_CATALOG[type];
  return { version, type, timestamp: '2026-11-30T09:15:30.120Z', data: example } as OutgoingEvent;
}
