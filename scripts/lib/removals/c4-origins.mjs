import { cut, turn } from './edit.mjs';
import { attack, SESSIONS } from './places.mjs';

const API = `${SESSIONS}/connect-api`;
const OPEN = `${SESSIONS}/sessions/open-session.ts`;
const PAGES = `${SESSIONS}/page/connect-pages.route.ts`;
const HEADERS = `${SESSIONS}/page/page-headers.ts`;
const surface = (title) => attack('c4-c9-surface', title);
const credentials = (title) => attack('credentials', title);
const FRAMED = 'can be framed by the session’s origins and by no other page';

/** C4 and C11: pages of other origins, frames and what lies over them. @type {import('./edit.mjs').Removal[]} */
export const ORIGIN_REMOVALS = [
  {
    name: 'frames-are-of-the-session',
    attacks: ['C4'],
    edits: [turn(HEADERS, ["frameAncestors.length > 0 ? frameAncestors.join(' ') : \"'none'\"", "'*'"])],
    test: surface(FRAMED),
  },
  {
    name: 'ended-session-is-in-no-frame',
    attacks: ['C4'],
    edits: [cut(PAGES, "\n    .where('ended_at', 'is', null)")],
    test: surface(FRAMED),
  },
  {
    name: 'expired-session-is-in-no-frame',
    attacks: ['C4'],
    edits: [cut(PAGES, "\n    .where('expires_at', '>', clock.now())")],
    test: credentials('of a window, and of a session that has expired, are in no frame'),
  },
  {
    name: 'window-is-in-no-frame',
    attacks: ['C4', 'C11'],
    edits: [
      turn(PAGES, [
        "routes.get('/window', (_req, res) => {\n    setPageHeaders(res);",
        "routes.get('/window', (_req, res) => {\n    setPageHeaders(res, ['*']);",
      ]),
    ],
    test: credentials('of a window, and of a session that has expired, are in no frame'),
  },
  {
    name: 'return-has-the-headers-of-the-pages',
    attacks: ['C4'],
    edits: [cut(`${SESSIONS}/page/return-page.ts`, '  setPageHeaders(res);\n')],
    test: credentials('is answered by a page that no page frames, no cache keeps and no address leaks of'),
  },
  {
    name: 'pages-keep-their-opener',
    attacks: ['C4'],
    edits: [cut(HEADERS, "'Cross-Origin-Opener-Policy': 'unsafe-none',")],
    test: surface(FRAMED),
  },
  {
    name: 'pages-need-trusted-types',
    attacks: ['C4'],
    edits: [cut(HEADERS, `"require-trusted-types-for 'script'",`)],
    test: surface(FRAMED),
  },
  {
    name: 'opaque-origin-reads-nothing',
    attacks: ['C4'],
    edits: [
      cut(
        `${API}/connect-api.route.ts`,
        "if (isForeign && !URL.canParse(origin)) return answerWithError(res, 'ORIGIN_FOREIGN');",
      ),
    ],
    test: credentials('may read no answer with cookies, and is told so for each origin apart'),
  },
  {
    name: 'answers-are-read-without-cookies',
    attacks: ['C4'],
    edits: [
      turn(`${API}/connect-api.route.ts`, [
        "res.set({ 'Access-Control-Allow-Origin': origin,",
        "res.set({ 'Access-Control-Allow-Credentials': 'true', 'Access-Control-Allow-Origin': origin,",
      ]),
    ],
    test: credentials('may read no answer with cookies, and is told so for each origin apart'),
  },
  {
    name: 'answers-vary-by-origin',
    attacks: ['C4'],
    edits: [cut(`${API}/connect-api.route.ts`, "res.vary('Origin');")],
    test: credentials('may read no answer with cookies, and is told so for each origin apart'),
  },
  {
    name: 'calls-are-json',
    attacks: ['C4'],
    edits: [turn(`${API}/connect-api.route.ts`, ['jsonOnly, trpcHandler', 'trpcHandler'])],
    test: credentials('without asking first is not read: forms and plain text, and nothing is done on GET'),
  },
  {
    name: 'link-is-opened-from-a-listed-origin',
    attacks: ['C4'],
    edits: [cut(OPEN, "if (!isListed) throw new AppError('ORIGIN_FOREIGN');")],
    test: surface('calls from origins that are not the session’s are refused, and “null” is never one'),
  },
  {
    name: 'frame-needs-origins',
    attacks: ['C4'],
    edits: [cut(OPEN, "if (as === 'frame' && session.origins.length === 0) throw new AppError('ORIGIN_FOREIGN');")],
    test: credentials('is opened by our page from our origin, and headless from one of the session’s'),
  },
  {
    name: 'session-is-used-from-a-listed-origin',
    attacks: ['C4'],
    edits: [cut(`${API}/connect-procedures.ts`, 'requireListed(connectUrl, req.headers.origin, session.origins);')],
    test: surface('calls from origins that are not the session’s are refused, and “null” is never one'),
  },
  {
    name: 'window-acts-from-our-origin',
    attacks: ['C4', 'C11'],
    edits: [
      turn(`${API}/connect-procedures.ts`, [
        "path !== 'open' && origin !== undefined",
        "path !== 'open' && origin === ''",
      ]),
    ],
    test: credentials('is ours: no page of another site may act in it, not even the host’s'),
  },
  {
    name: 'ticket-comes-from-a-listed-origin',
    attacks: ['C4'],
    edits: [cut(`${SESSIONS}/flows/redeem-ticket.ts`, 'requireListed(deps, session, from);')],
    test: credentials('that another site’s page brought, or “null”, is refused and used up'),
  },
  {
    name: 'disconnect-has-a-flow-of-its-own',
    attacks: ['C11'],
    edits: [cut(`${SESSIONS}/flows/run-flow.ts`, "\n    .where('action', '=', action)")],
    test: credentials('begins once, with what it was opened for'),
  },
  {
    name: 'cookies-are-lax',
    attacks: ['C11', 'C8'],
    edits: [turn(`${API}/connect-cookies.ts`, ["sameSite: 'lax'", "sameSite: 'none'"])],
    test: { file: `${API}/connect-cookies.test.ts`, title: 'is bound to our host on https, read by no script' },
  },
];
