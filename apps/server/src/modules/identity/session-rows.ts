import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { now } from '../../platform/orm/expressions.ts';
import { runOn } from '../../platform/orm/run-on.ts';
import { db, statements } from '../../platform/orm/tables.ts';
import type { Session } from './sessions.ts';

type OwnSession = Pick<Session, 'id' | 'user'>;

/** The sessions of a person that have not expired. */
export const liveSessions = (em: EntityManager, { user }: OwnSession) =>
  db(em).selectFrom('session').where('userId', '=', user.id).where('expiresAt', '>', now);

/** Ends all other sessions of the same person, or only the one given by `only`. Returns how many were ended. */
export async function endOtherSessions(em: EntityManager, { id, user }: OwnSession, only?: string): Promise<number> {
  const others = db(em).deleteFrom('session').where('userId', '=', user.id).where('id', '<>', id);
  const ended = only === undefined ? others : others.where('id', '=', only);
  return (await ended.returning('id').execute()).length;
}

/** Gives the session a new token: its old cookie stops working. */
export async function replaceSessionToken(tx: EntityManager, { id }: OwnSession, token: string): Promise<void> {
  await db(tx).updateTable('session').set({ token, updatedAt: now }).where('id', '=', id).execute();
}

/** Puts a session into a workspace that its person is a member of. */
export async function enterWorkspace(pool: Pool, sessionId: string, workspaceId: string): Promise<void> {
  const session = statements.updateTable('session').where('id', '=', sessionId);
  await runOn(pool, session.set({ activeOrganizationId: workspaceId }));
}

/** Moves the sessions of one member, or of all members, out of the workspace. */
export async function leaveWorkspace(
  tx: EntityManager,
  { workspaceId, userId }: { workspaceId: string; userId?: string },
): Promise<void> {
  const sessions = db(tx).updateTable('session').where('activeOrganizationId', '=', workspaceId);
  const chosen = userId === undefined ? sessions : sessions.where('userId', '=', userId);
  await chosen.set({ activeOrganizationId: null }).execute();
}
