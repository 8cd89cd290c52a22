/**
 * Part of `npm run check`: refuses names and words that were replaced by the field's terms. Stored or public values
 * keep theirs; such lines are listed here with the reason.
 */
import { capture } from './lib/command.mjs';
import { say } from './lib/progress.mjs';

/** In code: identifiers, file names and exported names. */
const NAMES =
  `Surroundings isTheirsToSetRight otherMethods ownAddress ownOriginOnly hasLapsed presentTransaction NoTurn inTurn
  withoutQueueing mayPass passOver SAID_AT_ONCE keepStrangers setAside takeUpAgain keepHouse endOverdue lookAfterAttempt
  countQuestion UNCLAIMED_MS objectionTo takeBackRights Admitted stillMay NOT_THERE giveUpOn askedLately mend takeWayBack
  whileMoving whatStops whatEnds last-resort own-origin own-address other-methods without-queueing in-turn set-aside.ts
  keep-house.ts end-overdue.ts take-back-rights settle-triggers.ts asked-lately look-after-attempt handleClosing ClosingDeps
  handleActionJobs actionsRouter recordAttempt nextAttempt THEIRS TROUBLES isHere disowned AppDeps lastResort
  webhookStrangers webhook_strangers webhook_set_aside addStranger StrangerRecord carryOut nameInPlace placeOf schema-places
  doubtAbout inviterStillMay disownPostmasterFile tameSchema tame-schema refuseTheOldWay look-again inviter-still-may`.split(
    /\s+/,
  );

/** Anywhere in a line of code or prose, and in file names. */
const PARTS = ['catalogue', 'record-attempt', 'closing.jobs'];

/** In prose: comments, test titles, documents. */
const WORDS = ['nobody', 'somebody', 'whoever', 'anew', 'whose it is'];

/** Allowed lines: stored values, and names that belong to others. */
const KEPT = [
  // The name of a queue with waiting jobs; an address of earlier versions; values that earlier versions wrote.
  { file: 'apps/server/src/modules/catalog/catalog.jobs.ts', line: "'sync-catalogue'" },
  { file: 'apps/web/src/app/router', line: '/settings/catalogue' },
  { file: 'apps/server/test/upgrade/' },
  { file: 'apps/server/src/modules/connections/history-entry.entity.ts', line: "'disowned'" },
  { file: 'apps/server/src/modules/connections/queries/list-history.system.test.ts', line: "'disowned'" },
  { file: 'docs/adr/0001-lifecycle-as-pure-functions.md', line: '`disowned`' },
  // The Unix account.
  { file: 'packages/embedded-postgres/src/server-account.ts', word: 'nobody' },
  // An account that does not exist.
  { file: 'apps/server/', word: 'nobody', line: 'ca_nobody' },
  { file: 'scripts/plain-names.mjs' },
  { file: 'CHANGELOG.md' },
];

const FILES = ['apps', 'packages', 'docs', 'scripts', '*.md', ':!**/migrations/**'];

const found = [
  ...(await linesWith(NAMES, ['-w', '-F'], ['apps', 'packages', 'scripts', ':!**/migrations/**', ':!*.md'])),
  ...(await linesWith(WORDS, ['-w', '-i', '-F'], FILES)),
  ...(await linesWith(PARTS, ['-i', '-F'], FILES)),
  ...(await filesWith(PARTS)),
].filter((line) => !isKept(line));

for (const line of found) say(line);
process.exitCode = found.length > 0 ? 1 : 0;

async function linesWith(patterns, options, paths) {
  const words = patterns.flatMap((pattern) => ['-e', pattern]);
  const { code, output } = await capture(['git', 'grep', '-n', ...options, ...words, '--', ...paths]);
  if (code > 1) throw new Error(output);
  return output.split('\n').filter(Boolean);
}

async function filesWith(parts) {
  const { output } = await capture([
    'git',
    'ls-files',
    '--',
    'apps',
    'packages',
    'docs',
    'scripts',
    ':!**/migrations/**',
  ]);
  return output.split('\n').filter((file) => parts.some((part) => file.toLowerCase().includes(part)));
}

function isKept(line) {
  return KEPT.some(
    ({ file, word = '', line: text = '' }) =>
      line.startsWith(file) && line.toLowerCase().includes(word) && line.includes(text),
  );
}
