import { cut, turn } from './edit.mjs';
import { ATTEMPTS, attack, MACHINE, SESSIONS } from './places.mjs';

const COMPLETE = `${SESSIONS}/sessions/complete-session.ts`;
const DECIDE = `${ATTEMPTS}/decide-attempt.ts`;
const MIXED = 'completions with codes, ids, keys and end users mixed up, none is accepted wrongly';
const AGAIN = 'gives its first result again for ten minutes to the same call, and to no other';
const codes = (title) => attack('c2-c3-completions', title);

/** C2 and C3: a code used again, late, elsewhere or for another person. @type {import('./edit.mjs').Removal[]} */
export const COMPLETION_REMOVALS = [
  {
    name: 'code-is-of-its-session',
    attacks: ['C2'],
    edits: [cut(COMPLETE, "\n    .where('session_id', '=', id)")],
    test: codes(MIXED),
  },
  {
    name: 'code-is-of-its-workspace',
    attacks: ['C2'],
    edits: [
      cut(COMPLETE, "\n    .where('workspace_id', '=', workspaceId)"),
      turn(COMPLETE, ['em.findOne(ConnectSession, { id, workspaceId })', 'em.findOne(ConnectSession, { id })']),
      turn(COMPLETE, [
        '      workspaceId,\n      id: found.connectionId',
        '      workspaceId: found.session.workspaceId,\n      id: found.connectionId',
      ]),
    ],
    locks: 'the code’s workspace; the session’s; the connection’s',
    test: codes(MIXED),
  },
  {
    name: 'code-is-the-one-given',
    attacks: ['C2'],
    edits: [
      cut(COMPLETE, "\n    .where('code_hash', '=', hashSecret(code))"),
      cut(DECIDE, "\n    .where('code_hash', '=', hashSecret(code))"),
    ],
    locks: 'where the code is looked up, and where it is used',
    test: codes(MIXED),
  },
  {
    name: 'code-is-decided-once',
    attacks: ['C2'],
    edits: [cut(DECIDE, "\n    .where('status', '=', 'open')"), cut(DECIDE, "\n    .where('decided_at', 'is', null)")],
    locks: 'the attempt is open; it is not decided. The machine would still refuse the second',
    test: codes(AGAIN),
  },
  {
    name: 'repetition-is-the-same-call',
    attacks: ['C2'],
    edits: [cut(DECIDE, ' && matchesHash(said, attempt.decidedFor)')],
    test: codes(AGAIN),
  },
  {
    name: 'repetition-is-within-ten-minutes',
    attacks: ['C2'],
    edits: [turn(DECIDE, ['if (!isRepeated || !isRecent)', 'if (!isRepeated)'])],
    test: codes(AGAIN),
  },
  {
    name: 'late-code-is-refused',
    attacks: ['C2'],
    edits: [cut(DECIDE, "\n    .where('expires_at', '>', now)")],
    test: codes('is of no use after two minutes, even before anything has swept'),
  },
  {
    name: 'code-is-for-two-minutes',
    attacks: ['C2'],
    edits: [cut(`${ATTEMPTS}/await-confirmation.ts`, '\n      expires_at: expiresAt,')],
    test: codes('is of no use after two minutes, even before anything has swept'),
  },
  {
    name: 'code-is-given-once',
    attacks: ['C2'],
    edits: [
      cut(`${ATTEMPTS}/claim-return.ts`, "\n    .where('returned_at', 'is', null)"),
      cut(`${ATTEMPTS}/verify-attempt.ts`, ' || isConfirming(attempt)'),
      turn(MACHINE, [
        "event.attemptId === context.attemptId && context.confirmation === 'required'",
        'event.attemptId === context.attemptId',
      ]),
    ],
    locks: 'the first return alone counts; one that waits for its confirmation gets no other code; the machine',
    test: codes('in a return that is loaded again is not there any more'),
  },
  {
    name: 'refusal-ends-the-attempt',
    attacks: ['C3'],
    edits: [
      turn(DECIDE, [
        "await change.apply({ type: 'refused', attemptId: attempt.id, reason: WRONG_PERSON }, decision.actor)",
        '{ legal: true }',
      ]),
    ],
    test: codes('has no second chance after another end user was named'),
  },
  {
    name: 'end-user-of-the-session-proves-the-browser',
    attacks: ['C3'],
    edits: [cut(COMPLETE, ' && (browserChallenge ?? null) === challengeOf(browserVerifier)')],
    test: codes('of a session with a proof of the browser needs it'),
  },
  {
    name: 'unasked-proof-is-none',
    attacks: ['C3'],
    edits: [
      turn(COMPLETE, [
        '(browserChallenge ?? null) === challengeOf',
        '!browserChallenge || browserChallenge === challengeOf',
      ]),
    ],
    test: codes('of a session without a proof is not confirmed with one that was not asked for'),
  },
  {
    name: 'forgotten-end-user-has-no-first-result',
    attacks: ['C2'],
    edits: [cut('apps/server/src/modules/connections/commands/erase-end-user.ts', '\n      decided_for: null,')],
    test: attack('first-result', 'an end user who was forgotten since is answered with no one’s data'),
  },
];
