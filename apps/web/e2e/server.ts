/**
 * The real server for the browser tests, in a temporary folder that is removed afterwards: embedded PostgreSQL, the
 * built web app, and the sandbox, embedded or, with E2E_WITH_KEY, as a Composio for which the server has a key.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/src/index.ts';
import { ADMIN } from './admin.ts';

const ROOT = join(import.meta.dirname, '../../..');

if (!existsSync(join(ROOT, 'apps/web/dist/index.html'))) {
  process.stderr.write('The web app is not built. Run: npm test, which builds it first.\n');
  process.exit(1);
}

// Readable for all users, because as root the database runs as another account.
const dataDir = mkdtempSync(join(tmpdir(), 'patchbay-e2e-'));
chmodSync(dataDir, 0o755);

const sandbox = process.env.E2E_WITH_KEY ? await startSandbox({ port: Number(process.env.PORT) + 1 }) : null;
const server = spawn(process.execPath, ['apps/server/src/main.ts'], {
  cwd: ROOT,
  stdio: ['inherit', 'inherit', 'pipe'],
  env: {
    ...process.env,
    PATCHBAY_DATA_DIR: dataDir,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    ...(sandbox && { COMPOSIO_API_KEY: sandbox.apiKey, COMPOSIO_BASE_URL: sandbox.url }),
  },
});

// Signals reach the whole process group, so the server gets its own; a second one would force it to stop at once.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
server.on('exit', (code) => {
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  process.exit(code ?? 1);
});

/** The token of the setup link that the first start prints when it has a key. */
let setupToken: string | undefined;
server.stderr.on('data', (text: Buffer) => {
  setupToken ??= /\/setup#([\w-]{43})/.exec(String(text))?.[1];
  process.stderr.write(text);
});

const url = await ready();
await signUpAdmin(url);
// Tests start when this responds: earlier, one of them might become the first account, and so the admin.
createServer((_req, res) => res.end('ready')).listen(Number(process.env.PORT) + 2, '127.0.0.1');
process.stdout.write(`The server for the browser tests runs at ${url}\n`);

async function signUpAdmin(origin: string): Promise<void> {
  const headers = { 'content-type': 'application/json', origin };
  const post = (path: string, body: object, more = {}) =>
    fetch(origin + path, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) });
  const answer = await post('/auth/sign-up/email', { ...ADMIN });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  if (!answer.ok) throw new Error(`the admin was not signed up: ${answer.status}`);
  if (!sandbox) return;
  const claimed = await post('/trpc/installation.claimAdmin', { token: setupToken }, { cookie: cookie.join('; ') });
  if (!claimed.ok) throw new Error(`the setup link did not work: ${claimed.status}`);
}

async function ready(): Promise<string> {
  const origin = `http://localhost:${process.env.PORT}`;
  for (;;) {
    const response = await fetch(`${origin}/readyz`).catch(() => null);
    if (response?.ok) return origin;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
