import { useQuery } from '@pinia/colada';
import { type MaybeRefOrGetter, toValue } from 'vue';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { EVENT_TYPES, type EventType } from './event-type-words.ts';
import { type From, usePagedQuery } from '../../shared/usePagedQuery.ts';

export type EventPage = Outputs['events']['list'];
export type EventView = EventPage['items'][number];

export interface EventFilter {
  type: EventType | null;
  app: string | null;
  trigger: string | null;
  connection: string | null;
  verdict: EventView['verdict'] | null;
  /** The customer's own id of an end user. */
  endUser: string | null;
  /** `name=value`. */
  tag: string | null;
}

export const NO_FILTER: EventFilter = {
  type: null,
  app: null,
  trigger: null,
  connection: null,
  verdict: null,
  endUser: null,
  tag: null,
};

export const eventKeys = {
  list: ({ type, app, trigger, connection, verdict, endUser, tag }: EventFilter) =>
    workspaceKey('events', 'list', { type, app, trigger, connection, verdict, endUser, tag }),
  one: (id: string) => workspaceKey('events', 'one', id),
};

/** A page of events, newest first. */
export function fetchEvents(filter: EventFilter, from: From = {}) {
  const { type, app, trigger, connection, verdict, endUser, tag } = filter;
  return api.events.list.query({
    types: type ? [type] : EVENT_TYPES,
    ...(app ? { app } : {}),
    ...(trigger ? { trigger } : {}),
    ...(connection ? { connectionId: connection } : {}),
    ...(verdict ? { verdict } : {}),
    ...(endUser ? { endUserId: endUser } : {}),
    ...(tag ? { tags: [tag] } : {}),
    ...from,
  });
}

export function useEvents(filter: MaybeRefOrGetter<EventFilter>) {
  return usePagedQuery({
    key: () => eventKeys.list(toValue(filter)),
    query: (from) => fetchEvents(toValue(filter), from),
    // While the page is closed, no subscription keeps the list up to date.
    staleTime: 0,
  });
}

/** One event with its payload, which never changes. */
export function useEvent(id: MaybeRefOrGetter<string>) {
  return useQuery({
    key: () => eventKeys.one(toValue(id)),
    query: () => api.events.get.query({ id: toValue(id) }),
  });
}
