import { useQuery } from '@pinia/colada';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';
import { serverNow } from '../../shared/server-clock.ts';
import { EVENT_TYPES, type EventType } from '../events/event-type-words.ts';
import { lastDays } from './last-days.ts';

export type Activity = Outputs['home']['activity'];
export type PerDay = Activity['events'];
export type Checklist = Outputs['home']['checklist'];

export const homeKeys = {
  activity: () => workspaceKey('home', 'activity'),
  checklist: () => workspaceKey('home', 'checklist'),
  /** Below the events, which a change of the workspace invalidates. */
  lately: () => workspaceKey('events', 'lately'),
};

/** Two weeks: a day can be compared with the same day of the week before. */
const DAYS_SHOWN = 14;
const EVENTS_SHOWN = 8;

/** Left out of the list: messages of triggers are in the chart, and a change of health comes with the event that is its reason. */
const UNLISTED: readonly EventType[] = ['trigger.message', 'connection.health_changed'];
const NOTABLE = EVENT_TYPES.filter((type) => !UNLISTED.includes(type));

export function useActivity() {
  return useQuery({
    key: homeKeys.activity,
    query: async () => {
      const days = lastDays(DAYS_SHOWN, serverNow());
      const activity = await api.home.activity.query({ days: days.map((day) => day.toISOString()) });
      return { ...activity, days };
    },
    staleTime: 0,
  });
}

export function useChecklist() {
  return useQuery({ key: homeKeys.checklist, query: () => api.home.checklist.query(), staleTime: 0 });
}

export function useLately() {
  return useQuery({
    key: homeKeys.lately,
    query: () => api.events.list.query({ types: NOTABLE, limit: EVENTS_SHOWN }),
    staleTime: 0,
  });
}
