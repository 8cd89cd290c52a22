import { APIError, createAuthMiddleware } from 'better-auth/api';
import { z } from 'zod';
import type { GuessBudget, GuessLimit } from '../../platform/limits/guess-limit.ts';
import { isSecure } from '../../platform/http/own-cookies.ts';
import { ADDRESS_HEADER } from './accounts-only.ts';
import { requireEmailAddress, requireGoodPassword } from './account-fields.ts';
import type { KnownBrowser } from './known-browser.ts';
import { requireSignUpAllowed, type SignUpDeps } from './sign-up-mode.ts';
import { signInBudgets, signUpBudgets } from './sign-in-budgets.ts';

export interface AccountHooksDeps extends SignUpDeps {
  guesses: GuessLimit;
  knownBrowser: KnownBrowser;
  publicUrl: string;
  /** Off in tests, where hundreds of people sign up from one address. */
  limitSignIn: boolean;
}

interface Asked {
  path?: string;
  body?: unknown;
  headers?: Headers | undefined;
}

const credentials = z.object({
  email: z.string().toLowerCase(),
  password: z.unknown().optional(),
  name: z.unknown().optional(),
});

/** Hooks around better-auth's sign-in and sign-up. Every check runs before a password is hashed. */
export function accountHooks(deps: AccountHooksDeps) {
  const { guesses, knownBrowser, publicUrl, limitSignIn } = deps;
  const before = createAuthMiddleware(async (ctx) => {
    if (!isEntry(ctx)) return;
    if (ctx.path === SIGN_UP) await requireGoodAccount(ctx);
    const wait = limitSignIn ? await guesses.take(budgetsOf(ctx)) : undefined;
    if (wait !== undefined) throw tooManyGuesses(wait);
    if (ctx.path === SIGN_UP) await requireSignUpAllowed(deps, { ...credentialsOf(ctx), headers: ctx.headers });
  });

  const after = createAuthMiddleware(async (ctx) => {
    const user = ctx.context.newSession?.user;
    if (!user || !isEntry(ctx)) return;
    if (limitSignIn && ctx.path === SIGN_IN) await guesses.refund(budgetsOf(ctx));
    const { name, value, maxAge } = knownBrowser.cookieFor(user.email, ctx.headers?.get('cookie'));
    ctx.setCookie(name, value, { httpOnly: true, sameSite: 'lax', secure: isSecure(publicUrl), path: '/', maxAge });
  });

  function budgetsOf(ctx: Asked): GuessBudget[] {
    const address = ctx.headers?.get(ADDRESS_HEADER) ?? 'unknown';
    if (ctx.path === SIGN_UP) return signUpBudgets(address);
    const { email } = credentialsOf(ctx);
    return signInBudgets({ email, token: knownBrowser.tokenFor(email, ctx.headers?.get('cookie')), address });
  }

  return { before, after };
}

const SIGN_UP = '/sign-up/email';
const SIGN_IN = '/sign-in/email';

function isEntry({ path }: Asked): boolean {
  return path === SIGN_UP || path === SIGN_IN;
}

async function requireGoodAccount(ctx: Asked): Promise<void> {
  const given = credentialsOf(ctx);
  requireEmailAddress(given.email);
  await requireGoodPassword(given);
}

function credentialsOf({ body }: Asked): z.infer<typeof credentials> {
  const { data } = credentials.safeParse(body);
  if (!data) throw new APIError('BAD_REQUEST', { code: 'INVALID_EMAIL', message: 'That is not an email address.' });
  return data;
}

/** The same message for every address, whether it has an account or not. */
function tooManyGuesses(seconds: number): APIError {
  const minutes = Math.ceil(seconds / 60);
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  const message = `Too many sign-in attempts. Try again in ${wait}, or use a browser you have signed in with before.`;
  return new APIError('TOO_MANY_REQUESTS', { code: 'TOO_MANY_GUESSES', message }, { 'Retry-After': String(seconds) });
}
