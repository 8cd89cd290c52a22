import type { Pool } from 'pg';
import { hashSecret, type NewSecret, secretSchema } from '../../platform/crypto/secret.ts';

export const ADMIN_LINK_HOURS = 24;

/** Runs one statement: a pool, or the connection of a transaction. */
type Queries = Pick<Pool, 'query'>;

interface NewLinkDeps {
  newSecret: NewSecret;
  publicUrl: string;
}

/**
 * A link by which one account becomes an installation admin, once. Earlier ones stop working. The token stands behind `#`,
 * which browsers send to no server, so it is in no access log.
 */
export async function newAdminLink(queries: Queries, { newSecret, publicUrl }: NewLinkDeps): Promise<string> {
  const token = newSecret();
  await queries.query(
    `with former as (delete from admin_links)
     insert into admin_links (token_hash, expires_at) values ($1, now() + make_interval(hours => $2))`,
    [hashSecret(token), ADMIN_LINK_HOURS],
  );
  return `${publicUrl}/setup#${token}`;
}

/** Whether the token is the one of an open link; it stays open. */
export async function isOpenAdminLink(queries: Queries, token: string | undefined): Promise<boolean> {
  if (!secretSchema.safeParse(token).success) return false;
  const open = 'select 1 from admin_links where token_hash = $1 and expires_at > now()';
  return (await queries.query(open, [hashSecret(String(token))])).rows.length > 0;
}
