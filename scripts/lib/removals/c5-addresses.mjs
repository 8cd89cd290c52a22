import { cut, turn } from './edit.mjs';
import { attack, CONTRACTS, SESSIONS } from './places.mjs';

const EXACT = `${SESSIONS}/hosts/exact-url.ts`;
const HOSTS = `${SESSIONS}/hosts/connect-hosts.ts`;
const CREATE = `${SESSIONS}/sessions/create-session.ts`;
const APPROVED = `${SESSIONS}/hosts/approved-hosts.ts`;
const END_USER = `${CONTRACTS}/end-user.view.ts`;
const NO_HOST = 'no session without an approved host, or by a person';
const creation = (title) => attack('c4-c9-surface', title);
const proof = (title) => attack('host-proof', title);

/** C5: return URLs, origins and hosts, and who approves them. @type {import('./edit.mjs').Removal[]} */
export const ADDRESS_REMOVALS = [
  {
    name: 'address-is-written-in-one-way',
    attacks: ['C5'],
    edits: [turn(EXACT, ['if (!url || (url.href !== text && url.href !== `${text}/`))', 'if (!url)'])],
    test: creation('a return URL with upper case'),
  },
  {
    name: 'address-has-no-user',
    attacks: ['C5'],
    edits: [cut(EXACT, 'url.username || url.password || ')],
    test: creation('a return URL with a user of the host'),
  },
  {
    name: 'address-has-no-fragment',
    attacks: ['C5'],
    edits: [cut(EXACT, " || url.hash || text.includes('#')")],
    test: creation('a return URL with a fragment'),
  },
  {
    name: 'address-has-none-of-our-parameters',
    attacks: ['C5'],
    edits: [cut(EXACT, 'if (RETURN_PARAMETERS.some((name) => url.searchParams.has(name))) return undefined;')],
    test: creation('a return URL with our own parameters'),
  },
  {
    name: 'address-is-https',
    attacks: ['C5'],
    edits: [turn(EXACT, ["return protocol === 'https:';", 'return true;'])],
    test: creation('a host at http://plain.example is not added'),
  },
  {
    name: 'own-machine-is-for-development',
    attacks: ['C5'],
    edits: [
      turn(`${SESSIONS}/hosts/loopback-allowed.ts`, ['?.isDevelopment === true', '?.isDevelopment !== undefined']),
    ],
    test: attack('development', 'are refused in any workspace that is not marked for development'),
  },
  {
    name: 'return-url-is-allowed-as-a-whole',
    attacks: ['C5'],
    edits: [turn(CREATE, ['returnUrls.includes(allowedPart(url))', 'returnUrls.length > 0'])],
    test: creation('a return URL with another path'),
  },
  {
    name: 'origin-is-approved',
    attacks: ['C5'],
    edits: [turn(CREATE, ['if (wrong >= 0) throw', 'if (wrong > 99) throw'])],
    test: creation('the origin https://evil.example'),
  },
  {
    name: 'origin-is-exact',
    attacks: ['C5'],
    edits: [turn(EXACT, ['return url?.origin === text ? text : undefined;', 'return url?.origin;'])],
    test: creation('the origin https://acme.example/'),
  },
  {
    name: 'host-is-approved',
    attacks: ['C5', 'C10'],
    edits: [cut(APPROVED, "\n      .where('status', '=', 'approved')")],
    test: creation(NO_HOST),
  },
  {
    name: 'host-of-a-fresh-account-is-approved',
    attacks: ['C10'],
    edits: [cut(APPROVED, "\n      .where('status', '=', 'approved')")],
    test: attack('c10-branding', 'a fresh account has branding and no session: its host is not approved'),
  },
  {
    name: 'host-is-of-the-workspace',
    attacks: ['C5'],
    edits: [
      cut(
        APPROVED,
        "\n      .where((eb) => eb.or([eb('workspace_id', 'is', null), eb('workspace_id', '=', workspaceId)]))",
      ),
    ],
    test: proof('with the workspace’s id on a line of its own approves the host, for this workspace alone'),
  },
  {
    name: 'host-is-approved-by-the-installation',
    attacks: ['C5'],
    edits: [
      turn(`${SESSIONS}/connect-sessions.router.ts`, [
        "approve: installation('settings:write', { recorded: true })",
        'approve: admin',
      ]),
    ],
    test: creation(NO_HOST),
  },
  {
    name: 'session-is-created-by-a-service',
    attacks: ['C5'],
    edits: [
      turn(`${SESSIONS}/connect-sessions.router.ts`, [
        "const service = services('connect-sessions:write')",
        "const service = withKeys('admin', 'connect-sessions:write')",
      ]),
    ],
    test: creation(NO_HOST),
  },
  {
    name: 'proof-is-a-line',
    attacks: ['C5'],
    edits: [turn(HOSTS, ['line.trim() === workspaceId', 'line.includes(workspaceId)'])],
    test: proof('that has more on the line proves nothing'),
  },
  {
    name: 'proof-is-not-redirected',
    attacks: ['C5'],
    edits: [turn(HOSTS, ['const redirects = 0;', 'const redirects = 3;'])],
    test: proof('an open redirect is not its owner’s word'),
  },
  {
    name: 'proof-is-bounded',
    attacks: ['C5'],
    edits: [turn(HOSTS, ['const MAX_BYTES = 16 * 1024;', 'const MAX_BYTES = 64 * 1024;'])],
    test: proof('that is too large proves nothing'),
  },
  {
    name: 'proof-is-of-an-own-host',
    attacks: ['C5'],
    edits: [turn(HOSTS, ['readHostView(em, { id, workspaceId }, true)', 'readHostView(em, { id, workspaceId })'])],
    test: proof('no workspace proves, sees or removes the host of another'),
  },
  {
    name: 'host-is-removed-by-its-workspace',
    attacks: ['C5'],
    edits: [
      turn(HOSTS, [
        "\n    .where('workspace_id', 'is not distinct from', workspaceId)\n    .returning('id')",
        "\n    .returning('id')",
      ]),
    ],
    test: proof('no workspace proves, sees or removes the host of another'),
  },
  {
    name: 'own-machine-proves-nothing',
    attacks: ['C5'],
    edits: [
      turn(HOSTS, ['isLoopbackUrl(publicUrl) && isLoopbackUrl(origin) ? origin', 'isLoopbackUrl(origin) ? origin']),
    ],
    test: attack('development', 'cannot prove themselves by a file: the server would ask its own machine'),
  },
  {
    name: 'end-user-id-is-an-id',
    attacks: ['C5'],
    edits: [cut(END_USER, ' && !NOT_IDS.has(id.trim())')],
    test: creation('the end user "undefined"'),
  },
  {
    name: 'end-user-id-is-not-blank',
    attacks: ['C5'],
    edits: [cut(END_USER, "id.trim() !== '' && ")],
    test: creation('the end user " "'),
  },
  {
    name: 'end-user-id-is-short',
    attacks: ['C5'],
    edits: [cut(END_USER, '\n  .max(MAX_END_USER_ID)')],
    test: creation(`the end user "${'x'.repeat(257)}"`),
  },
  {
    name: 'end-user-id-can-be-stored',
    attacks: ['C5'],
    edits: [
      cut(END_USER, String.raw` && !id.includes('\0')`),
      turn('apps/server/src/platform/errors/database-error.ts', ['22021|22P05|', '']),
    ],
    locks: 'the schema; the database, whose refusal is one of the input',
    test: creation(String.raw`the end user "a\u0000b"`),
  },
];
