import { type ExpressionBuilder, type Nullable, sql } from 'kysely';
import type { Tables } from '../../../platform/orm/table-types.ts';
import { hasTags } from '../../../platform/orm/has-tags.ts';

/** An event `e` and the connection `c` that it is of, if it is still there. */
type Selected = ExpressionBuilder<
  { e: Nullable<Tables['events']>; c: Nullable<Tables['entity_connections']> },
  'e' | 'c'
>;

interface Whose {
  endUserId?: string | undefined;
  tags?: Record<string, string> | undefined;
}

/**
 * Whether an event is of this end user and of a connection with these tags: as they were last known after the connection was removed.
 * Events of sessions and end users without a connection name their end user too.
 */
export function isEventOf(eb: Selected, { endUserId, tags }: Whose) {
  return eb.and([
    ...(endUserId === undefined ? [] : [eb(endUserOf(eb), '=', endUserId)]),
    ...(tags === undefined ? [] : [hasTags(tagsOf(eb), tags)]),
  ]);
}

const endUserOf = (eb: Selected) =>
  eb.fn.coalesce(
    'c.end_user_id',
    sql<string | null>`${eb.ref('e.about')}->'connection'->>'endUserId'`,
    sql<string | null>`case when ${eb.ref('e.type')} in ('connect_session.failed', 'end_user.forgotten')
      then ${eb.ref('e.payload')}->'endUser'->>'id' end`,
  );

/** A connection without tags has an empty object: what it had before it was removed is not asked for then. */
const tagsOf = (eb: Selected) =>
  eb.fn.coalesce(sql`${eb.ref('c.tags')}`, sql`(${eb.ref('e.about')}->'connection'->'tags')::jsonb`);
