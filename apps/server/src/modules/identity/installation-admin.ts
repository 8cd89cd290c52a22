import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { sql } from 'kysely';
import { runOn } from '../../platform/orm/run-on.ts';
import { db, statements } from '../../platform/orm/tables.ts';

/** Whether the account runs this installation: catalog, health, sign-up, and the list of all workspaces. */
export async function isInstallationAdmin(em: EntityManager, userId: string): Promise<boolean> {
  const admins = db(em).selectFrom('installation_admins').select('user_id').where('user_id', '=', userId);
  return (await admins.executeTakeFirst()) !== undefined;
}

/** Makes the account an installation admin, unless it is one already. */
export async function grantAdmin(em: EntityManager, userId: string, grantedBy: 'link' | 'command'): Promise<void> {
  await db(em)
    .insertInto('installation_admins')
    .values({ user_id: userId, granted_by: grantedBy })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Takes it from the account, unless it is the last one. Returns whether it did. The lock lets two admins resign one after
 * the other, so that one stays.
 */
export async function revokeAdmin(tx: EntityManager, userId: string): Promise<boolean> {
  await sql.raw(LOCK_ADMINS).execute(db(tx));
  const others = db(tx).selectFrom('installation_admins').select('user_id').where('user_id', '<>', userId);
  if (!(await others.limit(1).executeTakeFirst())) return false;
  await db(tx).deleteFrom('installation_admins').where('user_id', '=', userId).execute();
  return true;
}

/**
 * Makes the oldest account an installation admin where there is none, for the sandbox on this machine alone: everywhere
 * else the first to sign up may be anyone. The lock lets only one of several sign-ups, or starting processes, do it.
 * Answers its email address.
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
    // Ends the transaction with its connection.
    client.release(true);
    throw error;
  }
}

/** Lets one transaction at a time decide who is an admin. Raw SQL: Kysely has no `lock table`. */
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
