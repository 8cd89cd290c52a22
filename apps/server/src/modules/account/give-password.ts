import type { EntityManager } from '@mikro-orm/postgresql';
import { hashPassword } from 'better-auth/crypto';
import { randomBytes } from 'node:crypto';
import { executeSql } from '../../platform/orm/raw-sql.ts';

/** 120 random bits, and short enough to be typed. */
const newPassword = () => randomBytes(15).toString('base64url');

/**
 * For a person who has forgotten theirs, and only by an operator with access to the database: a password is made, and all
 * of the account's sessions end, since another person may be signed in to it. Nothing where there is no such account.
 */
export async function givePassword(em: EntityManager, email: string): Promise<string | null> {
  const password = newPassword();
  const hash = await hashPassword(password);
  const users = await em.transactional((tx) => executeSql(tx, REPLACE, [email.trim(), hash]));
  return users.length > 0 ? password : null;
}

const REPLACE = `
  with changed as (
    update "account" a set "password" = $2, "updatedAt" = now() from "user" u
     where u."id" = a."userId" and a."providerId" = 'credential' and lower(u."email") = lower($1) returning u."id"
  ), ended as (
    delete from "session" s using changed where s."userId" = changed."id"
  )
  select "id" from changed`;
