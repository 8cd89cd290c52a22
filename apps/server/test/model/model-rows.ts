import type { Pool } from 'pg';

interface Owner {
  user: { id: string; email: string };
  workspaceId: string;
}

/** A person who owns a workspace. */
export async function createWorkspace(pool: Pool, { user, workspaceId }: Owner): Promise<void> {
  await pool.query(
    `with person as (
       insert into "user" ("id", "name", "email", "emailVerified") values ($1, 'Ada', $2, true)
     ), workspace as (
       insert into "organization" ("id", "name", "slug", "createdAt") values ($3, 'Model', $3, now())
     )
     select 1`,
    [user.id, user.email, workspaceId],
  );
  await pool.query(
    `insert into "member" ("id", "organizationId", "userId", "role", "createdAt") values ($1, $2, $1, 'owner', now())`,
    [user.id, workspaceId],
  );
}

interface Judged {
  workspaceId: string;
  /** Whether the policy requires a verified return. */
  isVerified: boolean;
}

/**
 * Connections without a verified return, under the policy that requires one, and those whose nonce was returned by
 * another person while it was valid.
 */
export async function wronglyActive(pool: Pool, { workspaceId, isVerified }: Judged): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; disputed: boolean }>(
    `select a.id, a.foreign_return_at < a.expires_at as disputed
       from connection_attempts a
      where a.workspace_id = $1 and a.status = 'authorized'
        and ($2 and (a.returned_at is null or a.confirmed_at is null)
          or a.foreign_return_at < a.expires_at
             and exists (select from entity_connections c
                          where c.workspace_id = a.workspace_id and c.connection_id = a.account_id))`,
    [workspaceId, isVerified],
  );
  return rows.map(({ id, disputed }) => `attempt ${id} is active ${disputed ? 'though disputed' : 'without a return'}`);
}
