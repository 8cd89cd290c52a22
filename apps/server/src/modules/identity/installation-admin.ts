import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { sql } from 'kysely';
import { runOn } from '../../platform/orm/run-on.ts';
import { db, statements } from '../../platform/orm/tables.ts';

/** Whether the account administers this installation: catalog, health, sign-up, and the list of all workspaces. */
export async function isInstallationAdmin(em: EntityManager, userId: string): Promise<boolean> {
  const admins = db(em).selectFrom('installation_admins').select('user_id').where('user_id', '=', userId);
  return (await admins.executeTakeFirst()) !== undefined;
}

/** Makes the account an installation admin. Does nothing if it is one already. */
export async function grantAdmin(em: EntityManager, userId: string, grantedBy: 'link' | 'command'): Promise<void> {
  await db(em)
    .insertInto('installation_admins')
    .values({ user_id: userId, granted_by: grantedBy })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Removes the account's admin rights, unless it is the last admin. Returns whether it did. The lock serializes admins
 * who resign at the same time, so that one stays.
 */
export async function revokeAdmin(tx: EntityManager, userId: string): Promise<boolean> {
  await sql.raw(LOCK_ADMINS).execute(db(tx));
  const others = db(tx).selectFrom('installation_admins').select('user_id').where('user_id', '<>', userId);
  if (!(await others.limit(1).executeTakeFirst())) return false;
  await db(tx).deleteFrom('installation_admins').where('user_id', '=', userId).execute();
  return true;
}

/**
 * Makes the oldest account an installation admin if there is none. Only for the sandbox on a local address: elsewhere
 * the first person to sign up could be anyone. The lock ensures that only one of several sign-ups or starting
 * processes does it. Returns the account's email address.
 */
export async function promoteOldestAccount(pool: Pool): Promise<string | undefined> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(LOCK_ADMINS);
    const [promoted] = await runOn(client, PROMOTE_OLDEST);
    await client.query('commit');
    client.release();
    return promoted?.email;
  } catch (error) {
    // Closing the connection ends the transaction.
    client.release(true);
    throw error;
  }
}

/** Serializes changes of installation admins. Raw SQL: Kysely has no `lock table`. */
const LOCK_ADMINS = 'lock table installation_admins in share row exclusive mode';

const PROMOTE_OLDEST = statements
  .with('promoted', (q) =>
    q
      .insertInto('installation_admins')
      .columns(['user_id', 'granted_by'])
      .expression((eb) => {
        const oldest = eb.selectFrom('user').select('id').orderBy('createdAt').orderBy('id').limit(1).as('oldest');
        return eb
          .selectFrom(oldest)
          .select(['oldest.id as user_id', sql<'first_account'>`'first_account'`.as('granted_by')])
          .where(eb.not(eb.exists(eb.selectFrom('installation_admins').select('user_id'))));
      })
      .returning('user_id'),
  )
  .selectFrom('user')
  .innerJoin('promoted', 'promoted.user_id', 'user.id')
  .select('user.email');
