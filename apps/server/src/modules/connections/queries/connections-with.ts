import type { EntityManager } from '@mikro-orm/postgresql';
import { hasTags } from '../../../platform/orm/has-tags.ts';
import { db } from '../../../platform/orm/tables.ts';

interface Wanted {
  workspaceId: string;
  endUserId: string | undefined;
  tags: Record<string, string> | undefined;
}

/** A subquery: the ids of the connections of an end user, or with tags. Removed ones by what they had last. */
export function connectionsWith(em: EntityManager, { workspaceId, endUserId, tags }: Wanted) {
  const removed = db(em)
    .selectFrom('connection_events')
    .select('connection_id as id')
    .where('workspace_id', '=', workspaceId)
    .where('event', '=', 'remove')
    .where('ignored', '=', false)
    .$if(endUserId !== undefined, (q) => q.where('end_user_id', '=', endUserId ?? ''))
    .$if(tags !== undefined, (q) => q.where((eb) => hasTags(eb.ref('tags'), tags ?? {})));
  return db(em)
    .selectFrom('entity_connections')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .$if(endUserId !== undefined, (q) => q.where('end_user_id', '=', endUserId ?? ''))
    .$if(tags !== undefined, (q) => q.where((eb) => hasTags(eb.ref('tags'), tags ?? {})))
    .unionAll(removed);
}
