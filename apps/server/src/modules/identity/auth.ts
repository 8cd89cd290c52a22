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
  /** Whether the first account runs the installation: the sandbox on this machine. */
  promotesFirstAccount: boolean;
  /** Puts a session that was just created into a workspace of its person. */
  startSession: (session: { id: string; userId: string }) => Promise<void>;
}

/** Seconds that a session lasts after it was last made longer, which happens at most once in `RENEW_EVERY_SECONDS`. */
export const SESSION_SECONDS = 60 * 60 * 24 * 30;
const RENEW_EVERY_SECONDS = 60 * 60 * 24;

/** A session that ends within this many seconds is to be made longer by the next request. */
export const RENEWAL_DUE_SECONDS = SESSION_SECONDS - RENEW_EVERY_SECONDS;

/** Accounts, sessions and workspaces: better-auth, whose organizations are our workspaces. */
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
        log[level]({ err: more.find((part) => part instanceof Error) }, `accounts: ${message}`);
      },
    },
    trustedOrigins: [publicUrl],
    // What is none of its own refusals goes on to our last resort, which knows a database that is away.
    onAPIError: { throw: true },
    emailAndPassword: {
      enabled: true,
      autoSignIn: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: RENEW_EVERY_SECONDS },
    // Its own counts addresses alone, and for each process apart.
    rateLimit: { enabled: false },
    hooks: accountHooks(options),
    advanced: {
      cookiePrefix: cookieName(publicUrl, 'patchbay'),
      // Said because it is otherwise taken from NODE_ENV: where requests may send people on to, and where they come from.
      disableOriginCheck: false,
      // It would put `__Secure-` before the name, which a neighbor on the same domain may set.
      useSecureCookies: false,
      // Set by accounts-only.ts from what Express believes; a header of that name from outside is overwritten there.
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
          // Runs after the commit of a sign-up. A hook that runs before it would ask for a second connection while the
          // sign-up holds one: with as many sign-ups as connections, none would get it.
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
