import type { EntityManager } from '@mikro-orm/postgresql';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Attempt } from './attempt.entity.ts';

/** Maximum duration of one confirmation in milliseconds; the adapter's timeout is shorter. */
const CONFIRMATION_MS = 15_000;

/** `first`, `again`: this caller must send the request. `again`: an earlier response was lost. */
type Begun = { is: 'nothing' } | { is: 'first' | 'again' } | { is: 'asking'; until: Date };

/** Records that the provider is about to be asked, so that no concurrent check of the attempt asks too. */
export function beginConfirmation({ clock }: ConnectionsDeps, em: EntityManager, attempt: Attempt): Promise<Begun> {
  const { workspaceId, id } = attempt;
  return em.fork().transactional(async (tx): Promise<Begun> => {
    const row = await db(tx)
      .selectFrom('connection_attempts')
      .select(['return_session_sealed', 'confirmation_busy_until', 'confirmed_at', 'status'])
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    attempt.confirmedAt = row?.confirmed_at ?? null;
    if (row?.status !== 'open' || !row.return_session_sealed || row.confirmed_at) return { is: 'nothing' };
    const [now, until] = [clock.now(), row.confirmation_busy_until];
    if (until && until > now) return { is: 'asking', until };
    await db(tx)
      .updateTable('connection_attempts')
      .set({ confirmation_busy_until: new Date(now.getTime() + CONFIRMATION_MS) })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute();
    return { is: until ? 'again' : 'first' };
  });
}
