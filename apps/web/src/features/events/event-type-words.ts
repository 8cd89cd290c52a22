import type { OutgoingEventType } from '@patchbay/contracts';

/** The types of events that people see and endpoints choose. A test is no event. */
export type EventType = Exclude<OutgoingEventType, 'test'>;

export interface EventGroup {
  title: string;
  types: EventType[];
}

/** In the order of the form. */
export const EVENT_GROUPS: EventGroup[] = [
  { title: 'Triggers', types: ['trigger.message', 'trigger.failed', 'trigger.recovered'] },
  {
    title: 'Connections',
    types: [
      'connection.added',
      'connection.connected',
      'connection.reconnected',
      'connection.account_changed',
      'connection.expired',
      'connection.disconnected',
      'connection.removed',
      'connection.attempt_failed',
      'connection.health_changed',
    ],
  },
  { title: 'End users', types: ['connect_session.completed', 'connect_session.failed', 'end_user.forgotten'] },
  { title: 'Endpoints', types: ['endpoint.disabled'] },
];

const TITLES: Record<EventType, string> = {
  'trigger.message': 'Trigger event',
  'trigger.failed': 'Trigger stopped',
  'trigger.recovered': 'Trigger recovered',
  'connection.added': 'App added',
  'connection.connected': 'Connected',
  'connection.reconnected': 'Reconnected',
  'connection.account_changed': 'Account changed',
  'connection.expired': 'Access ended',
  'connection.disconnected': 'Disconnected',
  'connection.removed': 'Connection removed',
  'connection.attempt_failed': 'Connecting failed',
  'connection.health_changed': 'Health changed',
  'connect_session.completed': 'Connect session completed',
  'connect_session.failed': 'Connect session failed',
  'end_user.forgotten': 'End user forgotten',
  'endpoint.disabled': 'Endpoint turned off',
};

export const EVENT_TYPES = EVENT_GROUPS.flatMap(({ types }) => types);

export function typeTitle(type: OutgoingEventType): string {
  return type === 'test' ? 'Test' : TITLES[type];
}
