import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { capture } from './command.mjs';
import { contentFingerprint } from './fingerprint.mjs';
import { pnpm } from './pnpm.mjs';
import { elapsed, giveUp, lastLines, say } from './progress.mjs';
import { inRoot, NODE } from './repository.mjs';
import { isStamped, stamp } from './stamp.mjs';

const STAMP = 'installed';
const PAUSES_MS = [5_000];
// Without DNS there is no network at all, so retrying is pointless.
const OFFLINE = /ENOTFOUND|EAI_AGAIN/;
const NETWORK_TROUBLE =
  /ENOTFOUND|EAI_AGAIN|ECONNRE(SET|FUSED)|E?TIMEDOUT|ENETUNREACH|EHOSTUNREACH|EPIPE|socket hang up|fetch failed|META_FETCH_FAIL|FETCH_\d|network|TARBALL_INTEGRITY/i;
const INSTALL = pnpm('install', '--frozen-lockfile', '--reporter=append-only', '--config.confirmModulesPurge=false');

/** Installs the lockfile's dependencies, unless exactly those are installed. */
export async function ensureDependencies() {
  const fingerprint = dependenciesFingerprint();
  if (isStamped(STAMP, fingerprint) && isComplete()) return;
  const since = performance.now();
  say('Installing dependencies (the first time this takes a minute) …');
  await install(PAUSES_MS);
  stamp(STAMP, fingerprint);
  say(`Dependencies are installed (${elapsed(since)}).`);
}

/**
 * The registry's client retries single requests; this retries everything after a longer network failure.
 * @param {number[]} pauses milliseconds
 */
async function install([pause, ...pauses]) {
  const { code, output } = await capture(INSTALL);
  if (code === 0) return;
  if (!NETWORK_TROUBLE.test(output)) giveUp(`${lastLines(output)}\n\nInstalling the dependencies failed.`);
  if (pause === undefined || OFFLINE.test(output)) giveUp(`${lastLines(output)}\n\n${UNREACHABLE}`);
  say(`The package registry does not answer; trying again in ${pause / 1000} s …`);
  await delay(pause);
  await install(pauses);
}

const UNREACHABLE =
  'The package registry cannot be reached, and the dependencies are not complete yet. Connect to the internet ' +
  '(or set the registry of your network in ~/.npmrc) and run the command again: what was downloaded is kept.';

function dependenciesFingerprint() {
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', 'package.json', ...manifests()];
  return `${process.platform}-${process.arch}-${contentFingerprint(files)}`;
}

function manifests() {
  return packages().map((folder) => join(folder, 'package.json'));
}

function packages() {
  const folders = ['apps', 'packages'].flatMap((parent) =>
    readdirSync(inRoot(parent)).map((name) => join(parent, name)),
  );
  return folders.filter((folder) => existsSync(inRoot(folder, 'package.json')));
}

/** Someone may have deleted one of several node_modules. */
function isComplete() {
  return existsSync(NODE) && packages().every((folder) => existsSync(inRoot(folder, 'node_modules')));
}
