import { cut, turn } from './edit.mjs';
import { attack, CONTRACTS, SESSIONS } from './places.mjs';

const IMAGE = `${SESSIONS}/hosts/raster-image.ts`;
const BRANDING = `${SESSIONS}/hosts/set-branding.ts`;
const LOGO = `${SESSIONS}/page/host-logo.route.ts`;
const THEME = `${CONTRACTS}/connect-session.view.ts`;
const branding = (title) => attack('c10-branding', title);
const SERVED = 'image/png is served from our own origin as what it is, and can be nothing else';

/** C9 and C10: what is logged, kept and shown. @type {import('./edit.mjs').Removal[]} */
export const SHOWN_REMOVALS = [
  {
    name: 'log-has-no-query',
    attacks: ['C9'],
    edits: [
      turn('apps/server/src/platform/http/request-log.ts', ['path: req.baseUrl + req.path', 'path: req.originalUrl']),
      turn('apps/server/src/platform/logging/logger.ts', ['scrub(line, known)', 'line']),
    ],
    locks: 'the path without its query; what looks like a secret is taken out of each line',
    test: attack('c4-c9-surface', 'neither token, ticket, nonce nor code is in a log, the history or a list'),
  },
  {
    name: 'pages-are-not-cached',
    attacks: ['C9'],
    edits: [cut(`${SESSIONS}/page/page-headers.ts`, "'Cache-Control': 'no-store',")],
    test: attack('c4-c9-surface', 'can be framed by the session’s origins and by no other page'),
  },
  {
    name: 'pages-send-no-referrer',
    attacks: ['C9'],
    edits: [
      cut(`${SESSIONS}/page/page-headers.ts`, "'Referrer-Policy': 'no-referrer',"),
      turn('apps/server/src/platform/http/security-headers.ts', [
        "referrerPolicy: { policy: 'no-referrer' }",
        'referrerPolicy: false',
      ]),
    ],
    locks: 'the header of these pages; that of all',
    test: attack('c4-c9-surface', 'can be framed by the session’s origins and by no other page'),
  },
  {
    name: 'name-of-a-host-is-plain',
    attacks: ['C10'],
    edits: [turn(BRANDING, ['displayName: plainText(60)', 'displayName: z.string()'])],
    test: branding('with an isolate is refused'),
  },
  {
    name: 'name-of-an-end-user-is-plain',
    attacks: ['C10'],
    edits: [turn(`${SESSIONS}/sessions/create-session.ts`, ['name: plainText(120)', 'name: z.string()'])],
    test: branding('a name of an end user that turns the direction of what follows is refused'),
  },
  {
    name: 'name-is-shown-beside-the-address',
    attacks: ['C10'],
    edits: [
      turn(`${SESSIONS}/sessions/session.view.ts`, [
        '{ name: hostName, displayName',
        '{ name: hostDisplayName ?? hostName, displayName',
      ]),
    ],
    test: branding('is shown beside the address, which stays'),
  },
  {
    name: 'color-is-a-color',
    attacks: ['C10'],
    edits: [turn(THEME, ['.regex(/^#[0-9a-f]{6}$/i)', '.regex(/^#[0-9a-f]{6}/i)'])],
    test: branding('a declaration is refused, of a host and of a session'),
  },
  {
    name: 'theme-has-its-fields-alone',
    attacks: ['C10'],
    edits: [turn(THEME, ['connectThemeSchema = z.strictObject({', 'connectThemeSchema = z.object({'])],
    test: branding('another field is refused, of a host and of a session'),
  },
  {
    name: 'radius-is-bounded',
    attacks: ['C10'],
    edits: [cut(THEME, '.max(24)')],
    test: branding('a radius that is too large is refused, of a host and of a session'),
  },
  {
    name: 'picture-ends-as-png',
    attacks: ['C10'],
    edits: [cut(IMAGE, 'at + PNG_CHUNK_BYTES !== content.length || ')],
    test: branding('a picture that is a page too is refused'),
  },
  {
    name: 'picture-ends-as-jpeg',
    attacks: ['C10'],
    edits: [cut(IMAGE, 'at + 2 === content.length && ')],
    test: branding('a picture that is an archive too is refused'),
  },
  {
    name: 'picture-has-few-pixels',
    attacks: ['C10'],
    edits: [cut(BRANDING, 'Math.max(image.width, image.height) <= MAX_SIDE && ')],
    test: branding('more pixels than a screen has is refused'),
  },
  {
    name: 'picture-has-pixels',
    attacks: ['C10'],
    edits: [cut(BRANDING, ' && Math.min(image.width, image.height) > 0')],
    test: branding('no pixels is refused'),
  },
  {
    name: 'picture-does-nothing-as-a-page',
    attacks: ['C10'],
    edits: [turn(LOGO, ["frame-ancestors 'none'; sandbox", "frame-ancestors 'none'"])],
    test: branding(SERVED),
  },
  {
    name: 'picture-is-of-its-type',
    attacks: ['C10'],
    edits: [turn(LOGO, ['res.type(logo.type)', "res.type('text/html')"])],
    test: branding(SERVED),
  },
  {
    name: 'removed-logo-is-gone',
    attacks: ['C10'],
    edits: [turn(BRANDING, ["const kept = picture && previous ? previous : '';", "const kept = previous ?? '';"])],
    test: branding('a removed one is gone at once'),
  },
  {
    name: 'branding-is-of-the-own-host',
    attacks: ['C10'],
    edits: [
      turn(BRANDING, [
        "\n      .where('workspace_id', 'is not distinct from', workspaceId)\n      .returning",
        '\n      .returning',
      ]),
    ],
    test: branding('admins of another workspace and members get the answer for an unknown host'),
  },
];
