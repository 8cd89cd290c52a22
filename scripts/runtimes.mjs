/**
 * `npm run test:runtimes`: runs the packed client against a Patchbay of its own in Node 20 and 24, Bun, Deno, an edge runtime and
 * Chromium. The runtimes are installed into the temporary folder, once. `-- bun` for one.
 */
import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installInto } from '../packages/client/scripts/install-into.mjs';
import { findChromium } from './lib/chromium.mjs';
import { capture, run } from './lib/command.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { say } from './lib/progress.mjs';
import { environment, inRoot, NODE } from './lib/repository.mjs';
import { checkMachine } from './lib/requirements.mjs';

const INSTALLED = ['node20@npm:node@20.19.5', 'bun@1.4.5', 'deno@2.9.6', '@edge-runtime/vm@5.0.0'];
/** What the program answers when everything works. */
const EXPECTED = 'added github connection.expired CONNECTION_UNKNOWN';

checkMachine();
await ensureDependencies();
const runtimes = await installedRuntimes();
const home = mkdtempSync(join(tmpdir(), 'patchbay-client-runtimes-'));
chmodSync(home, 0o755);
const patchbay = await startPatchbay();
let failed = 0;
try {
  installInto(home);
  for (const file of ['program.mjs', 'in-process.mjs', 'in-edge.mjs', 'in-browser.mjs'])
    copyFileSync(inRoot('packages/client/test/runtimes', file), join(home, file));
  const bundle = await bundled();
  const bin = (/** @type {string} */ name) => join(runtimes, 'node_modules', name);
  /** @type {Record<string, string[]>} */
  const commands = {
    node20: [bin('node20/bin/node'), 'in-process.mjs'],
    node24: [NODE, 'in-process.mjs'],
    bun: [bin('.bin/bun'), 'in-process.mjs'],
    deno: [bin('.bin/deno'), 'run', '--allow-net', '--allow-env', '--allow-read', 'in-process.mjs'],
    edge: [NODE, 'in-edge.mjs', bundle, bin('@edge-runtime/vm/dist/index.js')],
    browser: [NODE, 'in-browser.mjs', bundle, inRoot('apps/web/node_modules/@playwright/test/index.mjs')],
  };
  for (const name of Object.keys(commands).filter(isAsked)) failed += await tried(name, commands[name] ?? []);
} finally {
  await patchbay.stop();
  rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
process.exitCode = failed > 0 ? 1 : 0;

/** @param {string} name */
function isAsked(name) {
  const asked = process.argv.slice(2);
  return asked.length === 0 || asked.includes(name);
}

/** @param {string} name @param {string[]} command @returns {Promise<number>} 1 if it failed */
async function tried(name, command) {
  const env = environment({ ...patchbay.env, EXTERNAL_ID: name, CHROMIUM_PATH: findChromium() ?? '' });
  const { code, output } = await capture(command, { cwd: home, env });
  const works = code === 0 && output.trim().endsWith(EXPECTED);
  say(works ? `${name}: works` : `${name}: FAILED (${code})\n${output}`);
  return works ? 0 : 1;
}

async function installedRuntimes() {
  const folder = join(tmpdir(), 'patchbay-runtimes');
  if (existsSync(join(folder, 'installed'))) return folder;
  mkdirSync(folder, { recursive: true });
  const manifest = { name: 'runtimes', private: true, allowScripts: { node: true, bun: true, deno: true } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  // Scripts in the foreground: the runtimes come in packages per platform, which these put in place.
  const install = ['npm', 'install', '--no-audit', '--no-fund', '--foreground-scripts', ...INSTALLED];
  const code = await run(install, { cwd: folder });
  if (code !== 0) throw new Error('the runtimes could not be installed');
  writeFileSync(join(folder, 'installed'), '');
  return folder;
}

/** As a bundler of a customer makes it, for runtimes without modules. */
async function bundled() {
  const { build } = await import(inRoot('packages/connect/node_modules/vite/dist/node/index.js'));
  const lib = { entry: join(home, 'program.mjs'), formats: ['iife'], name: 'program', fileName: () => 'bundle.js' };
  await build({ root: home, configFile: false, logLevel: 'error', build: { lib, outDir: join(home, 'bundle') } });
  return join(home, 'bundle/bundle.js');
}

async function startPatchbay() {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const dataDir = join(home, 'data');
  mkdirSync(dataDir, { mode: 0o755 });
  const env = { PORT: String(port), PATCHBAY_SANDBOX_PORT: String(sandboxPort), PATCHBAY_DATA_DIR: dataDir };
  const child = spawn(NODE, [inRoot('apps/server/src/main.ts')], {
    env: environment({ ...env, LOG_LEVEL: 'warn' }),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const url = `http://localhost:${port}`;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error('Patchbay did not start');
    await pause(200);
  }
  const installationKey = readFileSync(join(dataDir, 'installation-key'), 'utf8');
  return {
    env: { PATCHBAY_URL: url, PATCHBAY_INSTALLATION_KEY: installationKey },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Ready, and with the first apps of its catalog. @param {string} url */
async function isReady(url) {
  const answer = await fetch(`${url}/readyz`).catch(() => null);
  return answer?.ok ?? false;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
