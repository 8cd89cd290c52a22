import { cut, turn } from './edit.mjs';
import { ATTEMPTS, attack, CALLBACK, MACHINE, SESSIONS, unit } from './places.mjs';

const CONNECTIONS = 'apps/server/src/modules/connections';
const CHECKS = `${CALLBACK}/checks/index.ts`;
const COMPLETE = `${SESSIONS}/sessions/complete-session.ts`;
const VERIFY = `${ATTEMPTS}/verify-attempt.ts`;
const [FIXATION, OTHER_WAYS] = ['c1-fixation', 'reconnect-and-no-auth'];

/** C1: a link, ticket or address that was passed on. @type {import('./edit.mjs').Removal[]} */
export const FIXATION_REMOVALS = [
  {
    name: 'end-user-is-compared',
    attacks: ['C1', 'C3'],
    edits: [cut(COMPLETE, 'signedInEndUserId === endUserId && ')],
    test: attack(FIXATION, 'the unopened link, and he is signed in at the host as himself'),
  },
  {
    name: 'browser-proof-is-compared',
    attacks: ['C1', 'C3'],
    edits: [cut(COMPLETE, ' && (browserChallenge ?? null) === challengeOf(browserVerifier)')],
    test: attack(FIXATION, 'has him signed in as her: her browser’s proof is missing in his'),
  },
  {
    name: 'refused-account-is-deleted',
    attacks: ['C1'],
    edits: [turn(MACHINE, ["[closeAttempt('refused'), dropAccount, ", "[closeAttempt('refused'), "])],
    test: attack(FIXATION, 'the unopened link, and he is signed in at the host as himself'),
  },
  {
    name: 'unconfirmed-account-is-deleted',
    attacks: ['C1'],
    edits: [turn(MACHINE, ["[closeAttempt('lapsed'), dropAccount, ", "[closeAttempt('lapsed'), "])],
    test: attack(FIXATION, 'the unopened link, and he is signed out at the host: nothing can confirm it'),
  },
  {
    name: 'link-is-opened-once',
    attacks: ['C1'],
    edits: [cut(`${SESSIONS}/sessions/open-session.ts`, "\n    .where('opened_at', 'is', null)")],
    test: attack(FIXATION, 'the link after she opened it: his browser is told so'),
  },
  {
    name: 'ticket-is-used-once',
    attacks: ['C1'],
    edits: [cut(`${SESSIONS}/flows/redeem-ticket.ts`, "\n    .where('redeemed_at', 'is', null)")],
    test: attack(FIXATION, 'the ticket, caught: his window is one like any other'),
  },
  {
    name: 'ticket-is-for-thirty-seconds',
    attacks: ['C1'],
    edits: [cut(`${SESSIONS}/flows/redeem-ticket.ts`, "\n    .where('ticket_until', '>', now)")],
    test: attack('credentials', 'is worth nothing after 30 seconds'),
  },
  {
    name: 'browser-of-the-window-returns',
    attacks: ['C1'],
    edits: [
      turn(CHECKS, [
        "EndUserFacts>, ReasonCode][] = [\n  [sameBrowser, 'wrong_browser'],",
        'EndUserFacts>, ReasonCode][] = [',
      ]),
    ],
    test: attack(FIXATION, 'the provider’s address: his browser is not the window’s'),
  },
  {
    name: 'browser-of-a-headless-window-returns',
    attacks: ['C1'],
    edits: [
      turn(CHECKS, [
        "EndUserFacts>, ReasonCode][] = [\n  [sameBrowser, 'wrong_browser'],",
        'EndUserFacts>, ReasonCode][] = [',
      ]),
    ],
    test: attack(FIXATION, 'an address of a headless flow, which is the same one'),
  },
  {
    name: 'return-is-of-the-app',
    attacks: ['C1'],
    edits: [
      turn(CHECKS, [
        "[sameApp, 'wrong_app'],\n  [inTime, 'lapsed'],\n];\n\n/** The same",
        "[inTime, 'lapsed'],\n];\n\n/** The same",
      ]),
    ],
    test: attack('credentials', 'by another app’s path, late or malformed gives no code'),
  },
  {
    name: 'malformed-return-is-no-return',
    attacks: ['C1'],
    edits: [
      cut(
        `${CALLBACK}/receive-end-user.ts`,
        "if (!arrival.isWellFormed) return { outcome: 'invalid', connectionId: null };",
      ),
    ],
    test: attack('credentials', 'that says something twice gives no code, and is not used up'),
  },
  {
    name: 'account-is-of-the-end-user-upstream',
    attacks: ['C1'],
    edits: [
      turn(`${CONNECTIONS}/accounts/owner-of.ts`, [
        'endUserId == null ? workspaceId : `${workspaceId}.${hashSecret(endUserId).slice(0, HASH_LENGTH)}`',
        'endUserId == null ? workspaceId : workspaceId',
      ]),
    ],
    test: attack(FIXATION, 'an end user connects, and the connection is active once the host confirms'),
  },
  {
    name: 'account-is-owned-by-the-attempt',
    attacks: ['C1'],
    edits: [
      turn(`${ATTEMPTS}/is-as-opened.ts`, [
        '[sameAccount, sameApp, sameOwner, sameConfig]',
        '[sameAccount, sameApp, sameConfig]',
      ]),
    ],
    test: unit(`${ATTEMPTS}/judge-attempt`, 'of another workspace is refused although it is active'),
  },
  {
    name: 'end-users-attempt-is-never-recovered',
    attacks: ['C1'],
    edits: [
      turn(VERIFY, ["attempt.sessionId ? 'verified' : deps.activationPolicy", 'deps.activationPolicy']),
      cut(VERIFY, 'key.attempt.sessionId ? confirmLater(deps, key, verdict) : '),
      cut(
        VERIFY,
        "\n  const membership = await membershipOf(tx, attempt.userId, attempt.workspaceId);\n  return membership && isAtLeast(membership.role, 'admin') ? undefined : reason('wrong_workspace');",
      ),
      turn(MACHINE, [
        "event.attemptId === context.attemptId && context.confirmation === 'none'",
        'event.attemptId === context.attemptId',
      ]),
    ],
    locks: 'the policy; the wait for a confirmation; no member has an end user’s attempt; the machine',
    test: attack(OTHER_WAYS, 'an end user’s is not recovered: approved by someone who did not come back, it ends'),
  },
  {
    name: 'machine-activates-by-confirmation-alone',
    attacks: ['C1'],
    edits: [
      turn(MACHINE, [
        "event.attemptId === context.attemptId && context.confirmation === 'none'",
        'event.attemptId === context.attemptId',
      ]),
    ],
    test: unit('packages/lifecycle/src/transition', 'activates what an end user authorized by a confirmation alone'),
  },
  {
    name: 'key-is-confirmed',
    attacks: ['C1'],
    edits: [
      turn(`${CONNECTIONS}/commands/connect-connection.ts`, [
        'const needsConfirmation = session !== undefined;',
        'const needsConfirmation = false;',
      ]),
    ],
    test: attack(FIXATION, 'a window with a form for a key: his key ends nowhere'),
  },
  {
    name: 'app-without-authentication-is-confirmed',
    attacks: ['C1'],
    edits: [
      turn(MACHINE, [
        "event.type === 'connect' && !event.needsAuth && !event.needsConfirmation",
        "event.type === 'connect' && !event.needsAuth",
      ]),
    ],
    test: attack(OTHER_WAYS, 'is active when the host confirms who is signed in, and not before'),
  },
  {
    name: 'reconnect-is-of-the-same-account',
    attacks: ['C1'],
    edits: [
      turn(`${ATTEMPTS}/await-confirmation.ts`, [
        'if (account && !isSameOwner(connection, account)) {',
        'if (account && false) {',
      ]),
    ],
    test: attack(OTHER_WAYS, 'with another person’s account at the app gives no code at all'),
  },
  {
    name: 'several-windows-end-at-the-verifier',
    attacks: ['C1'],
    edits: [
      turn(`${CALLBACK}/receive-verification.ts`, ['others.length === 0 ? judge(', 'others.length >= 0 ? judge(']),
    ],
    test: attack('verifier', 'of a browser with two windows open ends both, as it names no owner'),
  },
];
