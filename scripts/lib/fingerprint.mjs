import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './repository.mjs';

const OUTPUT = ['node_modules', 'dist', 'packed', '.turbo', 'test-results', 'playwright-report', 'coverage', 'reports'];
const WRITTEN_BY_THE_BUILD = ['auto-imports.d.ts', 'components.d.ts'];
const NOT_SOURCES = new Set([...OUTPUT, ...WRITTEN_BY_THE_BUILD, 'e2e']);

/** Hashes contents, for a few small files. @param {string[]} files */
export function contentFingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(inRoot(file)));
  return hash.digest('hex');
}

/** Hashes sizes and times, for whole folders: fast enough for every start. @param {string[]} paths */
export function treeFingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) addTree(hash, path);
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} path */
function addTree(hash, path) {
  const stats = statSync(inRoot(path), { throwIfNoEntry: false });
  if (!stats) return;
  if (stats.isDirectory()) {
    const names = readdirSync(inRoot(path)).filter((name) => !NOT_SOURCES.has(name));
    for (const name of names.toSorted()) addTree(hash, join(path, name));
  } else hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\n`);
}
