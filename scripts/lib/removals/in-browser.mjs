import { cut, turn } from './edit.mjs';
import { ATTEMPTS, browser, CALLBACK, PAGE, SESSIONS } from './places.mjs';

const COMPLETE = `${SESSIONS}/sessions/complete-session.ts`;
const HEADERS = `${SESSIONS}/page/page-headers.ts`;
const attack = (title) => browser('connect-attacks', title);

const withoutEndUser = cut(COMPLETE, 'signedInEndUserId === endUserId && ');
const withoutProof = turn(COMPLETE, ['(browserChallenge ?? null) === challengeOf(browserVerifier)', 'true']);
const END_USER_LOCKS = 'the end user; the browser’s proof, which the example product always asks for';
const withoutBrowser = turn(`${CALLBACK}/checks/index.ts`, [
  "EndUserFacts>, ReasonCode][] = [\n  [sameBrowser, 'wrong_browser'],",
  'EndUserFacts>, ReasonCode][] = [',
]);
const inAnyFrame = turn(HEADERS, ["frameAncestors.length > 0 ? frameAncestors.join(' ') : \"'none'\"", "'*'"]);

/** What is seen in a browser, in every way that the attack's title has. @type {import('./edit.mjs').Removal[]} */
export const BROWSER_REMOVALS = [
  {
    name: 'browser-end-user-is-compared',
    attacks: ['C1', 'C3'],
    edits: [withoutEndUser, withoutProof],
    locks: END_USER_LOCKS,
    test: attack('her unopened link, and Grace is signed in:'),
  },
  {
    name: 'browser-proof-is-compared-in-all-ways',
    attacks: ['C1', 'C3'],
    edits: [withoutProof],
    test: attack('her unopened link, and Grace was signed in as her (login CSRF):'),
  },
  {
    name: 'browser-key-is-confirmed',
    attacks: ['C1'],
    edits: [withoutEndUser, withoutProof],
    locks: END_USER_LOCKS,
    test: attack('her link, and Grace enters a key:'),
  },
  {
    name: 'browser-app-without-authentication-is-confirmed',
    attacks: ['C1'],
    edits: [withoutEndUser, withoutProof],
    locks: END_USER_LOCKS,
    test: attack('her link, to an app without authentication:'),
  },
  {
    name: 'browser-link-is-opened-once',
    attacks: ['C1'],
    edits: [cut(`${SESSIONS}/sessions/open-session.ts`, "\n    .where('opened_at', 'is', null)")],
    test: attack('the link after she has opened it: it is open elsewhere'),
  },
  {
    name: 'browser-headless-link-is-opened-once',
    attacks: ['C1'],
    edits: [cut(`${SESSIONS}/sessions/open-session.ts`, "\n    .where('opened_at', 'is', null)")],
    test: attack('headless a link that Ada has used: no window opens, and the page is told so'),
  },
  {
    name: 'browser-of-the-window-comes-back',
    attacks: ['C1'],
    edits: [withoutBrowser],
    test: attack('the address at the provider: her browser is not the one that started'),
  },
  {
    name: 'browser-of-a-headless-window-comes-back',
    attacks: ['C1'],
    edits: [withoutBrowser],
    test: attack('the address at the provider, from Ada: Grace’s browser is not the one that started'),
  },
  {
    name: 'browser-ticket-comes-from-a-listed-origin',
    attacks: ['C1', 'C4'],
    edits: [cut(`${SESSIONS}/flows/redeem-ticket.ts`, 'requireListed(deps, session, from);')],
    test: attack('a ticket of hers, by a page of her own: the window does not take it'),
  },
  {
    name: 'browser-window-says-where-its-ticket-came-from',
    attacks: ['C1', 'C4'],
    edits: [
      turn(`${PAGE}/window/ask-ticket.ts`, [
        'ticket: message.ticket, from: origin',
        'ticket: message.ticket, from: location.origin',
      ]),
    ],
    test: attack('a ticket of hers, by a page of her own: the window does not take it'),
  },
  {
    name: 'browser-caught-ticket-is-confirmed',
    attacks: ['C1'],
    edits: [withoutEndUser, withoutProof],
    locks: END_USER_LOCKS,
    test: attack('a ticket of hers, by the product’s own page: Grace is asked for there, and is another'),
  },
  {
    name: 'browser-code-of-another-end-user-is-refused',
    attacks: ['C3'],
    edits: [withoutEndUser, withoutProof],
    locks: END_USER_LOCKS,
    test: attack('a code that Ada was given, brought by Grace’s browser: refused, and of no more use to Ada'),
  },
  {
    name: 'browser-refused-code-is-used-up',
    attacks: ['C2'],
    edits: [
      turn(`${ATTEMPTS}/decide-attempt.ts`, [
        "await change.apply({ type: 'refused', attemptId: attempt.id, reason: WRONG_PERSON }, decision.actor)",
        '{ legal: true }',
      ]),
      cut(`${ATTEMPTS}/decide-attempt.ts`, "\n    .where('decided_at', 'is', null)"),
    ],
    locks: 'a refusal ends the attempt; a code is decided once',
    test: attack('the address that Grace came back to is of no use in Ada’s browser'),
  },
  {
    name: 'browser-foreign-page-opens-nothing-headless',
    attacks: ['C4'],
    edits: [cut(`${SESSIONS}/sessions/open-session.ts`, "if (!isListed) throw new AppError('ORIGIN_FOREIGN');")],
    test: attack('a page of another site that has a fresh link: it opens nothing'),
  },
  {
    name: 'browser-frames-are-of-the-session',
    attacks: ['C4'],
    edits: [inAnyFrame],
    test: attack('gets no frame of it, and hears nothing'),
  },
  {
    name: 'browser-window-and-return-are-in-no-frame',
    attacks: ['C4', 'C11'],
    edits: [inAnyFrame],
    test: attack('is not shown a window, a return or the page of another product’s session'),
  },
  {
    name: 'browser-code-is-offered-to-the-sessions-origins',
    attacks: ['C4'],
    edits: [
      turn(`${PAGE}/frame/hand-over.ts`, ["post(opener, origin, { type: 'code'", "post(opener, '*', { type: 'code'"]),
    ],
    test: attack('but took the opener’s place meanwhile hears no code: it goes to the product'),
  },
  {
    name: 'browser-end-is-told-to-the-sessions-origins',
    attacks: ['C4'],
    edits: [
      turn(`${PAGE}/frame/messages.ts`, [
        "post(opener, origin, { type: 'window_ended'",
        "post(opener, '*', { type: 'window_ended'",
      ]),
    ],
    test: browser('connect-element', 'no page but the host’s and ours hears how a flow ended'),
  },
  {
    name: 'browser-windows-keep-their-opener',
    attacks: ['C4'],
    edits: [cut(HEADERS, "'Cross-Origin-Opener-Policy': 'unsafe-none',")],
    test: browser('connect-page', 'in a window of the host: the code goes to the host’s page'),
  },
  {
    name: 'browser-windows-of-frames-keep-their-opener',
    attacks: ['C4'],
    edits: [cut(HEADERS, "'Cross-Origin-Opener-Policy': 'unsafe-none',")],
    test: browser('connect-page', 'in a frame, on a host with the opener policy'),
  },
  {
    name: 'browser-session-has-a-cookie-of-its-own',
    attacks: ['C8'],
    edits: [
      turn(`${SESSIONS}/connect-api/connect-cookies.ts`, [
        'cookieName(publicUrl, `${PREFIX[kind]}${id}`)',
        'cookieName(publicUrl, PREFIX[kind])',
      ]),
    ],
    test: attack('C8: two sessions in two tabs, and a member of the workspace beside them: each is its own'),
  },
  {
    name: 'browser-token-leaves-the-address',
    attacks: ['C9'],
    edits: [
      cut(`${PAGE}/session/take-token.ts`, "  history.replaceState(null, '', location.pathname + location.search);\n"),
    ],
    test: attack('are in no address, title, referrer or entry of the history'),
  },
  {
    name: 'browser-end-user-is-named',
    attacks: ['C10'],
    edits: [turn(`${PAGE}/ui/IdentityLine.vue`, ['v-if="user !== null"', 'v-if="user === null"'])],
    test: browser('connect-page', 'in the same tab: the code goes to the return URL'),
  },
  {
    name: 'browser-theme-leaves-the-host-alone',
    attacks: ['C10'],
    edits: [
      turn(`${PAGE}/ui/IdentityLine.vue`, ['background: #1b2126;', 'background: var(--background);']),
      turn(`${PAGE}/ui/PageFrame.vue`, ['applyTheme(themed.value, now)', 'applyTheme(document.documentElement, now)']),
    ],
    locks: 'the line has colors of its own; a theme is set below it',
    test: browser('connect-look', 'no theme recolors or moves what is said about the host'),
  },
  {
    name: 'browser-disconnect-asks-in-a-window',
    attacks: ['C11'],
    edits: [cut(`${PAGE}/session/useSession.ts`, '    if (framed) return windowFlow.begin(target);\n')],
    test: attack('C11: in a frame, Disconnect opens a window that asks, and disconnects nothing by itself'),
  },
];
