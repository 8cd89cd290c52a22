/**
 * `npm run commits`: checks that the commits since main have subjects as in CONTRIBUTING.md (Conventional Commits, at
 * most 72 characters). `-- origin/main` compares with another branch. Not installed by itself: `npm run commits --
 * --hook` makes git check each commit, and `git commit --no-verify` skips it.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { giveUp, say } from './lib/progress.mjs';
import { ROOT } from './lib/repository.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { hook: { type: 'boolean' }, message: { type: 'string' } },
});

const LONGEST = 72;
const SUBJECT = /^(build|chore|ci|docs|feat|fix|perf|refactor|revert|style|test)(\([a-z0-9-]+\))?!?: \S.*[^.\s]$/;
/** Subjects that git itself writes. */
const BY_GIT = /^(Merge|Revert) |^(fixup|squash|amend)! /;
const HOOK = '#!/bin/sh\nexec node scripts/commits.mjs --message "$1"\n';

if (values.hook) makeHook();
else judge(values.message ? [firstLineOf(values.message)] : subjectsSince(positionals[0] ?? 'origin/main'));

function makeHook() {
  const file = git('rev-parse', '--git-path', 'hooks/commit-msg').trim();
  writeFileSync(file, HOOK, { mode: 0o755 });
  say(`git asks before each commit now. Delete ${file} to end that.`);
}

/** @param {string[]} subjects */
function judge(subjects) {
  const bad = subjects.flatMap((subject) => whatIsWrong(subject).map((problem) => `${subject}\n  ${problem}`));
  if (bad.length > 0) giveUp(`${bad.join('\n')}\n\nFor example: fix(server): a lost return ends its attempt`);
  say(`${subjects.length} subjects, all as CONTRIBUTING.md says`);
}

/** @param {string} subject */
function whatIsWrong(subject) {
  if (BY_GIT.test(subject)) return [];
  return [
    ...(SUBJECT.test(subject) ? [] : ['It does not begin with a type such as “fix(server): ”, or ends with a period.']),
    ...(subject.length > LONGEST ? [`It has ${subject.length} characters, ${LONGEST} at most.`] : []),
  ];
}

/** @param {string} file with a message that is being written */
function firstLineOf(file) {
  return readFileSync(file, 'utf8').split('\n')[0] ?? '';
}

/** @param {string} base */
function subjectsSince(base) {
  if (!isKnown(base))
    giveUp(`There is no ${base} here. Say what to compare with, for example: npm run commits -- main`);
  return git('log', '--format=%s', `${base}..HEAD`).split('\n').filter(Boolean);
}

/** @param {string} base */
function isKnown(base) {
  return spawnSync('git', ['rev-parse', '--verify', '--quiet', `${base}^{commit}`], { cwd: ROOT }).status === 0;
}

/** @param {string[]} args */
function git(...args) {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });
}
