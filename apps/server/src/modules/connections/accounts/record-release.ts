import type { EntityManager } from '@mikro-orm/postgresql';
import type { MachineState } from '@patchbay/lifecycle';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import { SYSTEM } from '../../access/index.ts';
import { appendHistory } from '../append-history.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import type { GrantConnection } from './grant-users.ts';
import { rereadConnectionJob } from './reread-connection.ts';

export type ReleaseOutcome = 'deleted' | 'revoked';

interface Known {
  releasedAs: ReleaseOutcome | null;
  releasedAt: Date | null;
}

/** What an earlier run has written down; nothing for an account that no attempt of ours made. */
export async function readRelease(em: EntityManager, accountId: string): Promise<Known | undefined> {
  const text = `select released_as as "releasedAs", released_at as "releasedAt" from connection_attempts where account_id = $1`;
  const [known] = await executeSql<Known>(em, text, [accountId]);
  return known;
}

/** Writes down that the grant ended, and has the connections that worked by it read again. */
export async function recordRevocation(
  { jobs }: ConnectionsDeps,
  em: EntityManager,
  { accountId, others }: { accountId: string; others: GrantConnection[] },
): Promise<void> {
  await em.fork().transactional(async (tx) => {
    await executeSql(tx, `update connection_attempts set released_as = 'revoked' where account_id = $1`, [accountId]);
    for (const { workspaceId, id: connectionId } of others) {
      await jobs.send(tx, rereadConnectionJob, { data: { workspaceId, connectionId } });
    }
  });
}

interface Released {
  workspaceId: string;
  id: string;
  appSlug: string;
  attemptId: string;
  /** Null where the connection was removed. */
  status: MachineState | null;
  version: number;
}

/** Adds the line to the history, once, and notifies the streams of the workspace. */
export async function recordRelease(
  deps: ConnectionsDeps,
  em: EntityManager,
  { accountId, outcome }: { accountId: string; outcome: ReleaseOutcome },
): Promise<void> {
  const released = await em.fork().transactional(async (tx) => {
    const [row] = await executeSql<Released>(tx, MARK_RELEASED, [accountId, outcome, deps.clock.now()]);
    if (!row) return undefined;
    const state = row.status ?? 'none';
    const why = { reason: null, attemptId: row.attemptId, version: row.version };
    const line = { event: `released_${outcome}`, actor: SYSTEM, from: state, to: state, ...why } as const;
    await appendHistory({ tx, ...deps }, row, line);
    return row;
  });
  if (released) deps.changes.notify(released.workspaceId);
}

/** The version is the one that the connection has, or had when it was removed: this line changes nothing of it. */
const MARK_RELEASED = `
  update connection_attempts a set released_as = $2, released_at = $3
    from (select account_id, c.status, coalesce(c.version, (
            select max(e.version) from connection_events e
             where e.workspace_id = b.workspace_id and e.connection_id = b.connection_id)) as version
            from connection_attempts b
            left join entity_connections c on c.workspace_id = b.workspace_id and c.id = b.connection_id
           where b.account_id = $1) as now
   where a.account_id = $1 and a.released_at is null and now.account_id = a.account_id
  returning a.workspace_id as "workspaceId", a.connection_id as id, a.app_slug as "appSlug", a.id as "attemptId",
            now.status, now.version`;
