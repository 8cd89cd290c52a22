import { cut, turn } from './edit.mjs';
import { attack, SESSIONS } from './places.mjs';

const CONNECT_HOST = 'apps/server/src/platform/http/connect-host.ts';
const CALLER = `${SESSIONS}/connect-api/session-caller.ts`;
const FLOW_CALLER = `${SESSIONS}/flows/flow-caller.ts`;
const OPEN = `${SESSIONS}/sessions/open-session.ts`;
const OWN = `${SESSIONS}/flows/connections-of.ts`;
const START = `${SESSIONS}/flows/start-flow.ts`;
const CREATE = `${SESSIONS}/sessions/create-session.ts`;
const FOREIGN = 'asks for another’s connection as for an unknown one, and for nothing else at all';
const ONE = 'to reconnect one connection offers no other one, and no app';
const NAMED = 'with named apps shows no connection of another app, even the end user’s own';
const COOKIE = 'is no cookie, and a cookie’s value is no access token';
const RENEWAL = 'is valid for 15 minutes, and the one before a renewal for 30 seconds more';
const WINDOW = 'is known by its cookie alone: not by that of another window, nor beside another credential';
const surface = (title) => attack('c4-c9-surface', title);
const credentials = (title) => attack('credentials', title);

/** C7 and C8: what each credential opens, and for whom. @type {import('./edit.mjs').Removal[]} */
export const CREDENTIAL_REMOVALS = [
  {
    name: 'connection-is-the-end-users-own',
    attacks: ['C7'],
    edits: [cut(OWN, 'view.endUser?.id !== caller.session.endUserId || ')],
    test: surface(FOREIGN),
  },
  {
    name: 'list-is-the-end-users-own',
    attacks: ['C7'],
    edits: [
      cut(
        'apps/server/src/modules/connections/queries/read-connections.ts',
        "\n    .where('c.end_user_id', '=', endUserId)",
      ),
    ],
    test: surface(FOREIGN),
  },
  {
    name: 'session-is-for-an-own-connection',
    attacks: ['C7'],
    edits: [cut(CREATE, '  await requireOwnConnection(access, input);\n')],
    test: surface(FOREIGN),
  },
  {
    name: 'session-is-for-an-offered-connection',
    attacks: ['C7'],
    edits: [
      turn(CREATE, ['connection.endUser?.id !== endUser.id || !isOffered', 'connection.endUser?.id !== endUser.id']),
    ],
    test: credentials(NAMED),
  },
  {
    name: 'session-is-for-one-connection',
    attacks: ['C7'],
    edits: [cut(OWN, 'if (session.connectionId && session.connectionId !== id) return false;')],
    test: credentials(ONE),
  },
  {
    name: 'session-for-one-connection-offers-no-app',
    attacks: ['C7'],
    edits: [cut(START, '!connectionId && ')],
    test: credentials(ONE),
  },
  {
    name: 'connections-are-of-offered-apps',
    attacks: ['C7'],
    edits: [turn(OWN, ['return !session.apps || session.apps.includes(app.slug);', 'return true;'])],
    test: credentials(NAMED),
  },
  {
    name: 'apps-are-those-of-the-session',
    attacks: ['C7'],
    edits: [turn(`${SESSIONS}/connect-api/connect.router.ts`, ['only: ctx.session.apps ?? null', 'only: null'])],
    test: surface('is offered only the session’s apps'),
  },
  {
    name: 'app-is-offered',
    attacks: ['C7'],
    edits: [turn(START, ['(!apps || apps.includes(input.app))', 'true'])],
    test: surface('is offered only the session’s apps'),
  },
  {
    name: 'members-leave-end-users-connections',
    attacks: ['C7'],
    edits: [
      cut(
        'apps/server/src/modules/connections/commands/connect-connection.ts',
        '    requireOwn(change.connection.endUserId, session);\n',
      ),
    ],
    test: surface('has a connection that no member can connect to an account of their own'),
  },
  {
    name: 'one-credential-at-a-time',
    attacks: ['C7'],
    edits: [
      cut(
        CALLER,
        "if (authorization !== undefined && named !== undefined) throw new AppError('CREDENTIALS_AMBIGUOUS');",
      ),
    ],
    test: surface('with two credentials is told so'),
  },
  {
    name: 'window-has-no-other-credential',
    attacks: ['C7'],
    edits: [
      cut(FLOW_CALLER, "if (req.headers.authorization !== undefined) throw new AppError('CREDENTIALS_AMBIGUOUS');"),
    ],
    test: credentials(WINDOW),
  },
  {
    name: 'window-has-its-cookie',
    attacks: ['C7'],
    edits: [cut(FLOW_CALLER, ' || !matchesHash(secret, flow.browserHash)')],
    test: credentials(WINDOW),
  },
  {
    name: 'window-begins-once',
    attacks: ['C7'],
    edits: [cut(`${SESSIONS}/flows/run-flow.ts`, "\n    .where('begun_at', 'is', null)")],
    test: credentials('begins once, with what it was opened for'),
  },
  {
    name: 'window-is-shown-to-its-session',
    attacks: ['C7'],
    edits: [turn(`${SESSIONS}/flows/read-flow.ts`, [', sessionId: session.id });', ' });'])],
    test: credentials('is shown to its own session alone'),
  },
  {
    name: 'link-has-its-token',
    attacks: ['C7'],
    edits: [cut(OPEN, ' || !matchesHash(token, session.tokenHash)')],
    test: credentials('with the token of another session, or a random one, is as unknown as a random id'),
  },
  {
    name: 'session-ends-for-another-workspace-as-unknown',
    attacks: ['C7'],
    edits: [
      turn(`${SESSIONS}/sessions/end-sessions.ts`, ["known.where('workspace_id', '=', workspaceId)", 'known']),
      turn(`${SESSIONS}/sessions/end-sessions.ts`, ['only: { id, workspaceId } });', 'only: { id } });']),
    ],
    locks: 'the answer; what is ended',
    test: credentials('of another workspace is unknown to a key, whatever it asks'),
  },
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
