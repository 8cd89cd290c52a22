import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { serverNow } from '../../shared/server-clock.ts';
import { type From, usePagedQuery } from '../../shared/usePagedQuery.ts';
import { EVENT_TYPES, type EventType } from './event-type-words.ts';

export type EventPage = Outputs['events']['list'];
export type EventView = EventPage['items'][number];

/** Hours back from now. */
export const PERIODS = { '1h': 1, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 };

export type Period = keyof typeof PERIODS;

export const DELIVERY_STATES = ['failed', 'waiting', 'delivered', 'none'] as const;

export interface EventFilter {
  search: string | null;
  type: EventType | null;
  app: string | null;
  trigger: string | null;
  connection: string | null;
  verdict: EventView['verdict'] | null;
  delivery: (typeof DELIVERY_STATES)[number] | null;
  period: Period | null;
  /** The customer's own id of an end user. */
  endUser: string | null;
  /** `name=value`. */
  tag: string | null;
}

export const NO_FILTER: EventFilter = {
  search: null,
  type: null,
  app: null,
  trigger: null,
  connection: null,
  verdict: null,
  delivery: null,
  period: null,
  endUser: null,
  tag: null,
};

export const eventKeys = {
  list: (filter: EventFilter) => workspaceKey('events', 'list', { ...filter }),
  counts: (filter: EventFilter) => workspaceKey('events', 'counts', { ...filter }),
  one: (id: string) => workspaceKey('events', 'one', id),
};

/** The same for the server. */
export function matching({
  search,
  type,
  app,
  trigger,
  connection,
  verdict,
  delivery,
  period,
  endUser,
  tag,
}: EventFilter) {
  return {
    types: type ? [type] : EVENT_TYPES,
    ...(search && { search }),
    ...(app && { app }),
    ...(trigger && { trigger }),
    ...(connection && { connectionId: connection }),
    ...(verdict && { verdict }),
    ...(delivery && { delivery }),
    ...(period && { since: new Date(serverNow() - PERIODS[period] * 3_600_000).toISOString() }),
    ...(endUser && { endUserId: endUser }),
    ...(tag && { tags: [tag] }),
  };
}

/** A page of events, newest first. */
export function fetchEvents(filter: EventFilter, from: From & { limit?: number } = {}) {
  return api.events.list.query({ ...matching(filter), ...from });
}

export function useEvents(filter: MaybeRefOrGetter<EventFilter>) {
  return usePagedQuery({
    key: () => eventKeys.list(toValue(filter)),
    query: (from) => fetchEvents(toValue(filter), from),
    // While the page is closed, no subscription keeps the list up to date.
    staleTime: 0,
  });
}

/** How many events match, and how their deliveries stand. */
export function useEventCounts(filter: MaybeRefOrGetter<EventFilter>) {
  return useQuery({
    key: () => eventKeys.counts(toValue(filter)),
    query: () => api.events.count.query(matching(toValue(filter))),
    staleTime: 0,
    placeholderData: (previous: Outputs['events']['count'] | undefined) => previous,
  });
}

/** One event with its payload, which never changes. */
export function useEvent(id: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => eventKeys.one(toValue(id)),
    query: () => api.events.get.query({ id: toValue(id) }),
  });
}
