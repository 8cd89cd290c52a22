/**
 * `npm run build:production -- /srv/patchbay`: makes a folder with everything that a server needs and nothing else:
 * the sources, the built web app, and the dependencies without devDependencies. `-- … --embedded` includes the
 * embedded database. Start it there with Node 24, see docs/production.md. The Dockerfile makes its image from the
 * same folder.
 */
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { capture } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { ensurePackages } from './lib/packages-build.mjs';
import { pnpm } from './lib/pnpm.mjs';
import { giveUp, lastLines, say } from './lib/progress.mjs';
import { inRoot, ROOT } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';
import { ensureWebBuild } from './lib/web-build.mjs';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { embedded: { type: 'boolean' } } });
const OUT = resolve(positionals[0] ?? giveUp('Name the folder to make: npm run build:production -- /srv/patchbay'));
if (existsSync(OUT) && readdirSync(OUT).length > 0) giveUp(`${OUT} is not empty. Name a folder that is, or a new one.`);

/** Files and folders that the server reads. */
const NEEDED = [
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  '.npmrc',
  'LICENSE',
  'apps/web/dist',
  'packages/packed',
  'apps/web/connect-page/dist',
  'apps/docs/.vitepress/dist',
  ...['apps/server', 'apps/sandbox', ...readdirSync(inRoot('packages')).map((name) => `packages/${name}`)].flatMap(
    (folder) => [`${folder}/package.json`, `${folder}/src`],
  ),
];
const FOR_TESTS = /\.(test|test-d|fixture)\.\w+$|test-support/;
/** Files of dependencies that only development tools read, a third of their size. Licenses stay. */
const UNREAD = /^(?!licen[cs]e|notice|copying).*\.(map|d\.ts|d\.mts|d\.cts|md|markdown|flow)$/i;

checkMachine();
await ensureDependencies();
await ensureWebBuild();
if (!(await ensurePackages())) giveUp('Packing the packages failed.');
copy();
await install();
prune(join(OUT, 'node_modules'));
say(`Ready in ${OUT}. Start it there with Node 24: node --max-semi-space-size=8 apps/server/src/main.ts`);

function copy() {
  for (const path of NEEDED) {
    if (existsSync(inRoot(path))) cpSync(inRoot(path), join(OUT, path), { recursive: true, filter: isRun });
  }
}

/** @param {string} source */
function isRun(source) {
  return !FOR_TESTS.test(source.slice(ROOT.length));
}

async function install() {
  // The embedded database is an optional dependency of its package, one per platform.
  const without = values.embedded ? [] : ['--no-optional'];
  const options = ['--prod', '--frozen-lockfile', '--prefer-offline', '--package-import-method=copy', ...without];
  const { code, output } = await capture(pnpm('install', ...options, '--filter', '@patchbay/server...'), { cwd: OUT });
  if (code !== 0) giveUp(`${lastLines(output)}\n\nInstalling the dependencies failed.`);
}

/** Does not follow links: their targets are visited themselves. @param {string} folder */
function prune(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) prune(path);
    else if (entry.isFile() && UNREAD.test(entry.name)) rmSync(path);
  }
}
