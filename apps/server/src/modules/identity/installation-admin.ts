import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { executeSql } from '../../platform/orm/raw-sql.ts';

/** Whether the account runs this installation: catalog, health, sign-up, and the list of all workspaces. */
export async function isInstallationAdmin(em: EntityManager, userId: string): Promise<boolean> {
  return (await executeSql(em, 'select 1 from installation_admins where user_id = $1', [userId])).length > 0;
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
    await client.query('lock table installation_admins in share row exclusive mode');
    const { rows } = await client.query<{ email: string }>(PROMOTE_OLDEST);
    await client.query('commit');
    client.release();
    return rows[0]?.email;
  } catch (error) {
    // Ends the transaction with its connection.
    client.release(true);
    throw error;
  }
}

const PROMOTE_OLDEST = `
  with promoted as (
    insert into installation_admins (user_id, granted_by)
    select "id", 'first_account' from (select "id" from "user" order by "createdAt", "id" limit 1) oldest
     where not exists (select 1 from installation_admins)
    returning user_id
  )
  select "email" from "user" join promoted on user_id = "id"`;
