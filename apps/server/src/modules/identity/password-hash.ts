import type { EntityManager } from '@mikro-orm/postgresql';
import { now } from '../../platform/orm/expressions.ts';
import { db } from '../../platform/orm/tables.ts';

/** The hash of the person's password; null when the account has none. */
export async function readPasswordHash(em: EntityManager, userId: string): Promise<string | null> {
  const account = await db(em)
    .selectFrom('account')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst();
  return account?.password ?? null;
}

/** Replaces the hash, unless another request has changed it since it was read as `known`. Returns whether it did. */
export async function replacePasswordHash(
  tx: EntityManager,
  userId: string,
  { known, hash }: { known: string; hash: string },
): Promise<boolean> {
  const replaced = await db(tx)
    .updateTable('account')
    .set({ password: hash, updatedAt: now })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .where('password', '=', known)
    .returning('id')
    .execute();
  return replaced.length > 0;
}

/** Sets the hash by email address, and ends all sessions of the account. Returns whether the account exists. */
export async function resetPasswordHash(tx: EntityManager, email: string, hash: string): Promise<boolean> {
  const users = await db(tx)
    .with('changed', (q) =>
      q
        .updateTable('account as a')
        .from('user as u')
        .set({ password: hash, updatedAt: now })
        .whereRef('u.id', '=', 'a.userId')
        .where('a.providerId', '=', 'credential')
        .where((eb) => eb(eb.fn('lower', ['u.email']), '=', eb.fn('lower', [eb.val(email)])))
        .returning('u.id'),
    )
    .with('ended', (q) => q.deleteFrom('session as s').using('changed').whereRef('s.userId', '=', 'changed.id'))
    .selectFrom('changed')
    .select('id')
    .execute();
  return users.length > 0;
}
