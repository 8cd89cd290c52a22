import { cut, turn } from './edit.mjs';
import { attack, CALLBACK, SESSIONS } from './places.mjs';

const ATTEMPT = 'apps/server/src/modules/connections/commands/insert-attempt.ts';
const CALLER = `${SESSIONS}/connect-api/session-caller.ts`;
const END = `${SESSIONS}/sessions/end-sessions.ts`;
const EXPIRES = 'the session expires: its page and its windows end, and what has not come back';
const surface = (title) => attack('c4-c9-surface', title);
const credentials = (title) => attack('credentials', title);

/** C6: what ends in the middle. @type {import('./edit.mjs').Removal[]} */
export const ENDING_REMOVALS = [
  {
    name: 'ended-session-ends-what-is-open',
    attacks: ['C6'],
    edits: [cut(END, '  await endAttempts(deps, { em, actor, only });\n')],
    test: surface('the session is ended: what was open ends with the reason, whatever its step, and no code works'),
  },
  {
    name: 'ended-session-takes-no-code',
    attacks: ['C6'],
    edits: [
      turn(`${SESSIONS}/sessions/complete-session.ts`, [
        'const isOver = session?.endedAt && !attempt?.decidedAt;',
        'const isOver = false;',
      ]),
    ],
    test: surface('the session is ended and the process dies before what is open in it ends'),
  },
  {
    name: 'ended-session-opens-no-attempt',
    attacks: ['C6'],
    edits: [cut(ATTEMPT, '  await session?.requireOpen(tx);\n')],
    test: credentials('opens no attempt'),
  },
  {
    name: 'ended-session-adds-no-connection',
    attacks: ['C6'],
    edits: [
      turn(`${SESSIONS}/flows/start-flow.ts`, [
        'requireOpen: (tx) => lockOpenSession(tx, caller.session.id)',
        'requireOpen: async () => undefined',
      ]),
    ],
    test: credentials('because its end user is forgotten leaves no connection of theirs'),
  },
  {
    name: 'attempt-ends-with-its-session',
    attacks: ['C6'],
    edits: [turn(ATTEMPT, ['session ? Math.min(end, session.notAfter.getTime()) : end', 'end'])],
    test: surface(EXPIRES),
  },
  {
    name: 'late-return-is-refused',
    attacks: ['C6'],
    edits: [turn(`${CALLBACK}/checks/index.ts`, ["  [inTime, 'lapsed'],\n];\n\n/** The same", '];\n\n/** The same'])],
    test: surface(EXPIRES),
  },
  {
    name: 'expired-session-is-over',
    attacks: ['C6'],
    edits: [turn(CALLER, ['return !endedAt && now < expiresAt;', 'return !endedAt;'])],
    test: surface(EXPIRES),
  },
  {
    name: 'ended-session-is-over',
    attacks: ['C6'],
    edits: [turn(CALLER, ['return !endedAt && now < expiresAt;', 'return now < expiresAt;'])],
    test: credentials('of an ended or expired session opens nothing'),
  },
  {
    name: 'deleted-workspace-ends-its-sessions',
    attacks: ['C6'],
    edits: [cut(CALLER, '!workspace || ')],
    test: credentials('of a workspace that was deleted opens nothing, and what it had opened is over'),
  },
  {
    name: 'stolen-key-ends-its-sessions',
    attacks: ['C6'],
    edits: [
      turn('apps/server/src/modules/service-keys/revoke-key.ts', [
        'if (endSessions) await deps.jobs',
        'if (!endSessions) await deps.jobs',
      ]),
    ],
    test: surface('a key is revoked, and its sessions with it where the admin says so; a rotation ends none'),
  },
];
