import type { EntityManager } from '@mikro-orm/postgresql';
import { hashPassword } from 'better-auth/crypto';
import { randomBytes } from 'node:crypto';
import { resetPasswordHash } from '../identity/index.ts';

/** 120 random bits, and short enough to be typed. */
const newPassword = () => randomBytes(15).toString('base64url');

/**
 * For a person who has forgotten theirs, and only by an operator with access to the database: creates a password and ends
 * all of the account's sessions, since another person may be signed in to it. Null where there is no such account.
 */
export async function givePassword(em: EntityManager, email: string): Promise<string | null> {
  const password = newPassword();
  const hash = await hashPassword(password);
  const wasReset = await em.transactional((tx) => resetPasswordHash(tx, email.trim(), hash));
  return wasReset ? password : null;
}
