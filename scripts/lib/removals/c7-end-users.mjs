import { cut, turn } from './edit.mjs';
import { attack, SESSIONS } from './places.mjs';

const CALLER = `${SESSIONS}/connect-api/session-caller.ts`;
const FLOW_CALLER = `${SESSIONS}/flows/flow-caller.ts`;
const OPEN = `${SESSIONS}/sessions/open-session.ts`;
const OWN = `${SESSIONS}/flows/connections-of.ts`;
const START = `${SESSIONS}/flows/start-flow.ts`;
const CREATE = `${SESSIONS}/sessions/create-session.ts`;
const FOREIGN = 'asks for another’s connection as for an unknown one, and for nothing else at all';
const ONE = 'to reconnect one connection offers no other one, and no app';
const NAMED = 'with named apps shows no connection of another app, even the end user’s own';
const WINDOW = 'is known by its cookie alone: not by that of another window, nor beside another credential';
const surface = (title) => attack('c4-c9-surface', title);
const credentials = (title) => attack('credentials', title);

/** C7: another end user's connections, and what else their sessions have not. @type {import('./edit.mjs').Removal[]} */
export const END_USER_REMOVALS = [
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
];
