import { endUserFields, eventVerdict, type OutgoingEventType } from '@patchbay/contracts';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { anyOf } from '../../platform/orm/expressions.ts';
import { likePattern } from '../../platform/orm/like-pattern.ts';
import { firstIdOf } from '../../platform/orm/partition-names.ts';
import { plainText } from '../../platform/plain-text.ts';
import { appSlug, triggerSlug } from '../catalog/index.ts';
import { isEventOf } from '../outbound-webhooks/index.ts';
import { eventTypes } from './event-types.ts';
import { selectEvents } from './read-events.ts';

export const eventFilterFields = {
  types: eventTypes,
  app: appSlug.optional(),
  trigger: triggerSlug.optional(),
  connectionId: idSchema.optional().describe('Only events of this connection.'),
  verdict: eventVerdict.optional().describe('Only events that match an enabled trigger, or only those that do not.'),
  search: plainText(100)
    .optional()
    .describe('Part of the app’s name, of the trigger or of the label; or the event’s id.'),
  since: z.iso.datetime().optional().describe('Only events received at this time or later.'),
  until: z.iso.datetime().optional().describe('Only events received before this time.'),
  delivery: z
    .enum(['failed', 'waiting', 'delivered', 'none'])
    .optional()
    .describe('Only events with a delivery that failed, that waits, whose deliveries all arrived, or that have none.'),
  ...endUserFields,
};

const eventFilter = z.object(eventFilterFields);

export type EventFilter = z.infer<typeof eventFilter>;

/** Milliseconds by which the time of an id may be before the event was received. */
const ID_MARGIN_MS = 24 * 60 * 60 * 1000;

type Em = Parameters<typeof selectEvents>[0];

/** The events of a workspace that match, in no order. */
export function matchingEvents({ em, workspaceId }: { em: Em; workspaceId: string }, filter: EventFilter) {
  const { types, app, trigger, connectionId, verdict, search, since, until, delivery, endUserId, tags } = filter;
  return (
    selectEvents(em)
      .where('e.workspace_id', '=', workspaceId)
      .where('e.type', '=', anyOf<OutgoingEventType>(types))
      .$if(app !== undefined, (q) => q.where('e.app_slug', '=', app ?? ''))
      .$if(trigger !== undefined, (q) => q.where('e.trigger_slug', '=', trigger ?? ''))
      .$if(connectionId !== undefined, (q) => q.where('e.connection_id', '=', connectionId ?? ''))
      .$if(verdict !== undefined, (q) => q.where('e.verdict', '=', verdict ?? 'accepted'))
      .$if(search !== undefined, (q) =>
        q.where((eb) =>
          eb.or(PLACES.map((place) => eb(eb.cast<string>(place, 'text'), 'ilike', likePattern(search ?? '')))),
        ),
      )
      // The id too, so that no other week's partition is read.
      .$if(since !== undefined, (q) =>
        q
          .where('e.received_at', '>=', new Date(since ?? 0))
          .where('e.id', '>=', firstIdOf(Math.max(0, Date.parse(since ?? '') - ID_MARGIN_MS))),
      )
      .$if(until !== undefined, (q) => q.where('e.received_at', '<', new Date(until ?? 0)))
      .$if(delivery === 'failed', (q) => q.where('d.dead', '>', 0))
      .$if(delivery === 'waiting', (q) => q.where('d.waiting', '>', 0))
      .$if(delivery === 'delivered', (q) =>
        q.where('d.delivered', '>', 0).where('d.dead', '=', 0).where('d.waiting', '=', 0),
      )
      .$if(delivery === 'none', (q) =>
        q.where('d.delivered', '=', 0).where('d.dead', '=', 0).where('d.waiting', '=', 0),
      )
      .$if(endUserId !== undefined || tags !== undefined, (q) => q.where((eb) => isEventOf(eb, { endUserId, tags })))
  );
}

/** Where a search looks. */
const PLACES = ['a.name', 'e.trigger_slug', 'c.label', 'e.id'] as const;
