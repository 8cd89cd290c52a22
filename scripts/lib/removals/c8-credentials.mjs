import { cut, turn } from './edit.mjs';
import { attack, SESSIONS } from './places.mjs';

const CONNECT_HOST = 'apps/server/src/platform/http/connect-host.ts';
const CALLER = `${SESSIONS}/connect-api/session-caller.ts`;
const OPEN = `${SESSIONS}/sessions/open-session.ts`;
const START = `${SESSIONS}/flows/start-flow.ts`;
const CREATE = `${SESSIONS}/sessions/create-session.ts`;
const COOKIE = 'is no cookie, and a cookie’s value is no access token';
const RENEWAL = 'is valid for 15 minutes, and the one before a renewal for 30 seconds more';
const surface = (title) => attack('c4-c9-surface', title);
const credentials = (title) => attack('credentials', title);

/** C8: what each credential opens, for how long and how often. @type {import('./edit.mjs').Removal[]} */
export const CREDENTIAL_REMOVALS = [
  {
    name: 'access-token-is-no-cookie',
    attacks: ['C8'],
    edits: [cut(CALLER, ' || isCookie !== (credentialUntil == null)')],
    test: credentials(COOKIE),
  },
  {
    name: 'cookie-is-not-renewed',
    attacks: ['C8'],
    edits: [
      turn(OPEN, ['if (!credentialHash || !credentialUntil) throw', 'if (!credentialHash) throw']),
      turn(OPEN, ['credentialUntil.getTime(), now', 'credentialUntil?.getTime() ?? 0, now']),
    ],
    locks: 'one check, and a date that it guards',
    test: credentials(COOKIE),
  },
  {
    name: 'access-token-is-the-sessions',
    attacks: ['C8'],
    edits: [turn(CALLER, ['matchesHash(secret, credentialHash) && (isCookie', 'credentialHash && (isCookie'])],
    test: credentials('of another session, or made up, is as unknown as one of a random session'),
  },
  {
    name: 'access-token-ends',
    attacks: ['C8'],
    edits: [cut(CALLER, ' && (isCookie || now < (credentialUntil ?? now))')],
    test: credentials(RENEWAL),
  },
  {
    name: 'access-token-before-ends',
    attacks: ['C8'],
    edits: [cut(CALLER, ' && now < (previousUntil ?? now)')],
    test: credentials(RENEWAL),
  },
  {
    name: 'access-token-is-renewed-once',
    attacks: ['C8'],
    edits: [cut(OPEN, "\n    .where('credential_hash', '=', credentialHash)")],
    test: credentials('of 20 renewals at once is replaced once by each answer that counts'),
  },
  {
    name: 'same-browser-has-its-cookie',
    attacks: ['C8'],
    edits: [cut(OPEN, ' && matchesHash(cookie, credentialHash)')],
    test: credentials('opened again in a browser with another session’s cookie is told so'),
  },
  {
    name: 'oldest-cookies-go',
    attacks: ['C8'],
    edits: [
      cut(
        `${SESSIONS}/connect-api/connect-cookies.ts`,
        'for (const each of others.slice(0, surplus)) res.clearCookie(each, flags);',
      ),
    ],
    test: surface('after 300 openings in one browser, the member is signed in and the last ones work'),
  },
  {
    name: 'flows-of-a-session-are-few',
    attacks: ['C8'],
    edits: [cut(START, '  await requireRoom(em, session.id);\n')],
    test: credentials('is one of at most 100 of a session'),
  },
  {
    name: 'open-sessions-of-an-end-user-are-few',
    attacks: ['C8'],
    edits: [cut(CREATE, '    await requireRoom(tx, access, { endUserId: input.endUser.id, now });\n')],
    test: credentials('is one of at most 20 open ones of an end user'),
  },
  {
    name: 'connect-host-has-its-pages-alone',
    attacks: ['C8'],
    edits: [
      cut(
        CONNECT_HOST,
        "if (isConnectHost && !OF_CONNECT_HOST.test(req.path)) return answerWithError(res, 'NOT_FOUND');",
      ),
    ],
    test: attack('connect-host', 'the connect host has no /trpc/session.get'),
  },
  {
    name: 'main-host-has-no-connect-calls',
    attacks: ['C8'],
    edits: [
      turn(CONNECT_HOST, ["if (isConnectHost || !req.path.startsWith('/connect/')) return next();", 'return next();']),
    ],
    test: attack('connect-host', 'a link to a page at the main origin leads on, and its calls are refused'),
  },
];
