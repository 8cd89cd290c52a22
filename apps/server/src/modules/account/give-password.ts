import type { EntityManager } from '@mikro-orm/postgresql';
import { hashPassword } from 'better-auth/crypto';
import { randomBytes } from 'node:crypto';
import { db } from '../../platform/orm/tables.ts';
import { now } from '../../platform/orm/expressions.ts';

/** 120 random bits, and short enough to be typed. */
const newPassword = () => randomBytes(15).toString('base64url');

/**
 * For a person who has forgotten theirs, and only by an operator with access to the database: a password is made, and all
 * of the account's sessions end, since another person may be signed in to it. Nothing where there is no such account.
 */
export async function givePassword(em: EntityManager, email: string): Promise<string | null> {
  const password = newPassword();
  const hash = await hashPassword(password);
  const users = await em.transactional((tx) => replacePassword(tx, email.trim(), hash));
  return users.length > 0 ? password : null;
}

function replacePassword(tx: EntityManager, email: string, hash: string) {
  return db(tx)
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
}
