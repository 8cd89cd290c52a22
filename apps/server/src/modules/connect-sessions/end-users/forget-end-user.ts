import { endUserIdInput } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { z } from 'zod';
import { db } from '../../../platform/orm/tables.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import { eraseEndUserHistory, forgetEndUserConnections } from '../../connections/index.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { endSessions } from '../sessions/end-sessions.ts';

export const forgetInput = inputObject({ endUserId: endUserIdInput });

export const forgetOutput = z.object({
  connections: z
    .array(
      z.object({
        id: z.string(),
        app: z.string(),
        release: z
          .enum(['if_unused', 'none'])
          .describe(
            '`if_unused`: the account is deleted at the provider within seconds, and its access at the app revoked where it is ' +
              'certain that nothing else uses it; `connections.history` then has `released_revoked` or `released_deleted`. ' +
              '`none`: nothing was connected.',
          ),
      }),
    )
    .describe('The connections that were removed.'),
  sessions: z.int().describe('Sessions whose personal data was erased.'),
  historyEntries: z.int().describe('Entries of histories whose personal data was erased.'),
});

/**
 * Removes all connections of an end user, ends their sessions, and erases their name, address and id from what is kept. Idempotent:
 * an unknown end user has nothing.
 */
export async function forgetEndUser(
  deps: ConnectSessionsDeps,
  access: Access,
  { endUserId }: z.infer<typeof forgetInput>,
): Promise<z.infer<typeof forgetOutput>> {
  const { em, workspaceId, actor } = access;
  // First, so that nothing new is connected meanwhile.
  await endSessions(deps, { em, actor, by: 'end_user_forgotten', only: { workspaceId, endUserId } });
  const connections = await forgetEndUserConnections(deps, access, endUserId);
  const erased = await em.fork().transactional(async (tx) => {
    const historyEntries = await eraseEndUserHistory(tx, { workspaceId, endUserId });
    const sessions = await eraseSessions(tx, { workspaceId, endUserId });
    if (connections.length + historyEntries + sessions > 0)
      await announce(deps, { tx, workspaceId, actor }, { endUserId, connections: connections.length });
    return { historyEntries, sessions };
  });
  return { connections, ...erased };
}

/** Names the end user once more, so that the customer's other systems know whom to forget. */
async function announce(
  { outgoingEvents }: ConnectSessionsDeps,
  { tx, workspaceId, actor }: Pick<Access, 'workspaceId' | 'actor'> & { tx: EntityManager },
  { endUserId, connections }: { endUserId: string; connections: number },
): Promise<void> {
  const data = { endUser: { id: endUserId }, connections, actor };
  await outgoingEvents.plan(tx, [{ type: 'end_user.forgotten', workspaceId, data }]);
}

async function eraseSessions(
  em: EntityManager,
  { workspaceId, endUserId }: { workspaceId: string; endUserId: string },
): Promise<number> {
  const erased = await db(em)
    .updateTable('connect_sessions')
    .set({ end_user_id: 'forgotten', end_user_name: null, end_user_email: null, tags: sql`'{}'::jsonb` })
    .where('workspace_id', '=', workspaceId)
    .where('end_user_id', '=', endUserId)
    .returning('id')
    .execute();
  return erased.length;
}
