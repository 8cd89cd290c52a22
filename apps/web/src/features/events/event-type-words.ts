import type { OutgoingEventType } from '@patchbay/contracts';
import { t } from '../../shared/i18n/t.ts';

/** The types of events that people see and endpoints choose. A test is no event. */
export type EventType = Exclude<OutgoingEventType, 'test'>;

export interface EventGroup {
  /** Of its texts. */
  name: 'triggers' | 'connections' | 'endUsers' | 'endpoints';
  types: EventType[];
}

/** In the order of the form. */
export const EVENT_GROUPS: EventGroup[] = [
  { name: 'triggers', types: ['trigger.message', 'trigger.failed', 'trigger.recovered'] },
  {
    name: 'connections',
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
  { name: 'endUsers', types: ['connect_session.completed', 'connect_session.failed', 'end_user.forgotten'] },
  { name: 'endpoints', types: ['endpoint.disabled'] },
];

export const EVENT_TYPES = EVENT_GROUPS.flatMap(({ types }) => types);

export function groupTitle({ name }: EventGroup): string {
  return t(`events.groups.${name}`);
}

export function typeTitle(type: OutgoingEventType): string {
  return t(`events.types.${keyOf(type)}`);
}

/** When an event of this type is sent. */
export function typeSummary(type: EventType): string {
  return t(`events.summaries.${keyOf(type)}`);
}

type Underscored<Type> = Type extends `${infer Head}.${infer Rest}` ? `${Head}_${Rest}` : Type;

/** A dot in a key begins another level of the catalog. */
function keyOf<Type extends OutgoingEventType>(type: Type): Underscored<Type> {
  return type.replace('.', '_') as Underscored<Type>;
}
