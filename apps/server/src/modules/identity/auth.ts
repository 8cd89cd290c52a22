import { betterAuth } from 'better-auth';
import { organization } from 'better-auth/plugins';
import type { DatabaseClock } from '../../platform/database-clock.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import { cookieName, isSecure } from '../../platform/http/own-cookies.ts';
import type { NewId } from '../../platform/ids.ts';
import { noteDatabaseFailure } from './accounts-handler.ts';
import { accountHooks, type AccountHooksDeps } from './account-hooks.ts';
import { accountFields, PASSWORD_LENGTH } from './account-fields.ts';
import { ADDRESS_HEADER } from './accounts-only.ts';
import { accessControl, accessRoles } from './access-control.ts';
import { databaseTime } from './database-time.ts';
import { promoteOldestAccount } from './installation-admin.ts';

export interface AuthOptions extends AccountHooksDeps {
  newId: NewId;
  databaseClock: DatabaseClock;
  /** Signs session cookies. At least 32 random bytes. */
  secret: string;
  log: Logger;
  /** Whether the first account becomes the installation admin: only with the sandbox on a local address. */
  promotesFirstAccount: boolean;
  /** Puts a new session into one of its person's workspaces. */
  startSession: (session: { id: string; userId: string }) => Promise<void>;
}

/**
 * Lifetime of a session in seconds since it was last extended, which happens at most once per `RENEW_EVERY_SECONDS`.
 */
export const SESSION_SECONDS = 60 * 60 * 24 * 30;
const RENEW_EVERY_SECONDS = 60 * 60 * 24;

/** The next request extends a session that ends within this many seconds. */
export const RENEWAL_DUE_SECONDS = SESSION_SECONDS - RENEW_EVERY_SECONDS;

/** Accounts, sessions and workspaces, by better-auth. Its organizations are our workspaces. */
export function createAuth(options: AuthOptions) {
  const { pool, newId, databaseClock, secret, publicUrl, log, promotesFirstAccount, startSession } = options;
  return betterAuth({
    appName: 'Patchbay',
    baseURL: publicUrl,
    basePath: '/auth',
    secret,
    database: pool,
    telemetry: { enabled: false },
    logger: {
      log: (level, message, ...more: unknown[]) => {
        noteDatabaseFailure(more);
        const err = more.find((part) => part instanceof Error);
        // It calls input that it refuses an error, too: anyone outside could fill the log with alarms.
        log[level === 'error' && !err ? 'warn' : level]({ err }, `accounts: ${message}`);
      },
    },
    trustedOrigins: [publicUrl],
    // Rethrows everything but its own errors to our error handler, which recognizes an unavailable database.
    onAPIError: { throw: true },
    emailAndPassword: {
      enabled: true,
      autoSignIn: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: RENEW_EVERY_SECONDS },
    // Its own limiter counts by address only, and per process.
    rateLimit: { enabled: false },
    hooks: accountHooks(options),
    advanced: {
      cookiePrefix: cookieName(publicUrl, 'patchbay'),
      // Set explicitly, because the default depends on NODE_ENV: checks redirect targets and the Origin header.
      disableOriginCheck: false,
      // It would use the prefix `__Secure-`, with which a sibling subdomain can set the cookie.
      useSecureCookies: false,
      // accounts-only.ts sets it from Express's trusted address, and overwrites a header of that name from outside.
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { generateId: () => newId() },
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true, secure: isSecure(publicUrl) },
    },
    plugins: [
      databaseTime(databaseClock),
      organization({
        ac: accessControl,
        roles: accessRoles,
        creatorRole: 'owner',
        invitationExpiresIn: 60 * 60 * 24 * 7,
        requireEmailVerificationOnInvitation: false,
      }),
    ],
    databaseHooks: {
      user: {
        create: { before: async (user) => ({ data: { ...user, ...accountFields(user) } }) },
        update: { before: async (changes) => ({ data: { ...changes, ...accountFields(changes) } }) },
      },
      session: {
        create: {
          // Runs after the commit of a sign-up. A hook inside the transaction would need a second connection while
          // the sign-up holds one: with as many sign-ups as connections, all would wait forever.
          after: async (session) => {
            if (promotesFirstAccount) await promoteOldestAccount(pool);
            await startSession(session);
          },
        },
      },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
