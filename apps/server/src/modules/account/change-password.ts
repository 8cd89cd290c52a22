import type { EntityManager } from '@mikro-orm/postgresql';
import type { Response } from 'express';
import { z } from 'zod';
import type { NewSecret } from '../../platform/crypto/secret.ts';
import { signCookie } from '../../platform/crypto/signed-cookie.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { GuessLimit } from '../../platform/limits/guess-limit.ts';
import {
  type Auth,
  endOtherSessions,
  ownPasswordBudgets,
  PASSWORD_LENGTH,
  passwordWeakness,
  readPasswordHash,
  replacePasswordHash,
  replaceSessionToken,
} from '../identity/index.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { sessionsEnded } from './end-sessions.ts';
import type { OwnAccess } from './own-access.ts';

export interface ChangePasswordDeps {
  auth: Auth;
  newSecret: NewSecret;
  /** Limits guesses of a person's password by someone who has their session. */
  guesses: GuessLimit;
}

export const changePasswordInput = inputObject({
  currentPassword: z.string().min(1).max(PASSWORD_LENGTH.max),
  newPassword: z.string().min(PASSWORD_LENGTH.min).max(PASSWORD_LENGTH.max),
  /** Ends all other sessions and gives this one a new token, so that a copy of the old cookie stops working. */
  signOutElsewhere: z.boolean().default(true),
});

/**
 * Changes the password of a person who knows the current one. Throws PASSWORD_WRONG, RATE_LIMITED after a few tries in a quarter of
 * an hour, and PASSWORD_WEAK. Does not use better-auth's own procedure, which ends this session too: its streams would break, and the
 * new session would be in another workspace.
 */
export async function changePassword(
  { auth, newSecret, guesses }: ChangePasswordDeps,
  { em, session, res }: OwnAccess & { res: Response },
  { currentPassword, newPassword, signOutElsewhere }: z.infer<typeof changePasswordInput>,
): Promise<z.infer<typeof sessionsEnded>> {
  const budgets = ownPasswordBudgets(session.user.id);
  const wait = await guesses.take(budgets);
  if (wait !== undefined) throw tooMany(res, wait);
  const { password, secret, authCookies } = await auth.$context;
  const known = await readPasswordHash(em, session.user.id);
  // Outside of the transaction: both are slow by design, about a tenth of a second.
  if (known === null || !(await password.verify({ hash: known, password: currentPassword }))) throw wrong();
  await guesses.refund(budgets);
  await requireStrong(newPassword, session.user);
  const hash = await password.hash(newPassword);
  if (!signOutElsewhere) {
    await em.transactional((tx) => replace(tx, session.user.id, { known, hash }));
    return { ended: 0 };
  }

  const token = newSecret();
  const ended = await em.transactional(async (tx) => {
    await replace(tx, session.user.id, { known, hash });
    await replaceSessionToken(tx, session, token);
    return endOtherSessions(tx, session);
  });
  setSessionCookie(res, signCookie(token, secret), authCookies.sessionToken);
  return { ended };
}

/** Unless another request has changed it since it was compared: then the given one is no longer the current one. */
async function replace(tx: EntityManager, userId: string, change: { known: string; hash: string }): Promise<void> {
  if (!(await replacePasswordHash(tx, userId, change))) throw wrong();
}

function tooMany(res: Response, seconds: number): AppError {
  if (!res.headersSent) res.set('Retry-After', String(seconds));
  return new AppError('RATE_LIMITED');
}

async function requireStrong(password: string, { email, name }: OwnAccess['session']['user']): Promise<void> {
  const weakness = await passwordWeakness(password, [email, name]);
  if (weakness !== undefined) throw new AppError('PASSWORD_WEAK', { fields: { newPassword: weakness } });
}

function wrong(): AppError {
  return new AppError('PASSWORD_WRONG', { fields: { currentPassword: 'This is not the current password.' } });
}

type SessionCookie = Awaited<Auth['$context']>['authCookies']['sessionToken'];

/** With the attributes that better-auth gives it at a sign-in; it counts in seconds, Express in milliseconds. */
function setSessionCookie(res: Response, value: string, { name, attributes }: SessionCookie): void {
  const { httpOnly, secure, path, maxAge } = attributes;
  res.cookie(name, value, { httpOnly, secure, path, sameSite: 'lax', maxAge: Number(maxAge) * 1000 });
}
