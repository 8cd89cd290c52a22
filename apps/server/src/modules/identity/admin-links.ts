import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { sql } from 'kysely';
import { hashSecret, type NewSecret, secretSchema } from '../../platform/crypto/secret.ts';
import { now } from '../../platform/orm/expressions.ts';
import { runOn } from '../../platform/orm/run-on.ts';
import { db, statements } from '../../platform/orm/tables.ts';

export const ADMIN_LINK_HOURS = 24;

/** A pool, or the connection of a transaction. */
type Queries = Pick<Pool, 'query'>;

interface NewLinkDeps {
  newSecret: NewSecret;
  publicUrl: string;
}

/**
 * Creates a link that makes one account an installation admin, once. Earlier links stop working. The token is in the
 * URL fragment, which browsers do not send, so it is in no access log.
 */
export async function newAdminLink(queries: Queries, { newSecret, publicUrl }: NewLinkDeps): Promise<string> {
  const token = newSecret();
  const replace = statements
    .with('former', (q) => q.deleteFrom('admin_links'))
    .insertInto('admin_links')
    .values({ token_hash: hashSecret(token), expires_at: sql`now() + make_interval(hours => ${ADMIN_LINK_HOURS})` });
  await runOn(queries, replace);
  return `${publicUrl}/setup#${token}`;
}

/** Whether the token belongs to an open link. Does not consume the link. */
export async function isOpenAdminLink(queries: Queries, token: string | undefined): Promise<boolean> {
  if (!secretSchema.safeParse(token).success) return false;
  const open = statements.selectFrom('admin_links').select('token_hash').where('expires_at', '>', now);
  return (await runOn(queries, open.where('token_hash', '=', hashSecret(String(token))))).length > 0;
}

/** Consumes the link. Returns whether it was open: of two concurrent callers, only one deletes the row. */
export async function consumeAdminLink(tx: EntityManager, token: string): Promise<boolean> {
  const links = db(tx).deleteFrom('admin_links').where('token_hash', '=', hashSecret(token));
  return (await links.where('expires_at', '>', now).returning('token_hash').executeTakeFirst()) !== undefined;
}
