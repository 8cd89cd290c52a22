/**
 * 10,000 workspaces by an installation key over HTTP, in calls of 1,000, each followed by the same call again. Prints the
 * seconds; exits with 1 if the first round takes 60 or more. `--workspaces 100000` for another number.
 */
import { parseArgs } from 'node:util';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import { compose } from '../../src/composition.ts';
import { createLogger } from '../../src/platform/logging/logger.ts';
import { createServer } from '../../src/server.ts';
import { settingsFrom } from '../../src/settings.ts';

const KEY = 'a-key-of-the-benchmark-with-more-than-32-bytes';
const IN_ONE_CALL = 1_000;
const { values } = parseArgs({ options: { workspaces: { type: 'string', default: '10000' } } });
const total = Number(values.workspaces);

await using running = new AsyncDisposableStack();
const dir = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
chmodSync(dir, 0o711);
running.defer(() => rmSync(dir, { recursive: true, force: true }));
const postgres = await startEmbeddedPostgres({ dataDir: join(dir, 'postgres'), log: () => undefined });
running.defer(postgres.stop);
const settings = settingsFrom({
  DATABASE_URL: postgres.url,
  PATCHBAY_SECRET: 'a-secret-of-the-benchmark-with-32-characters',
  PATCHBAY_INSTALLATION_KEY: KEY,
  PATCHBAY_DATA_DIR: dir,
  PATCHBAY_SANDBOX_PORT: 0,
});
const { deps } = running.use(await compose(settings, { log: createLogger('silent'), work: false }));
const server = createHttpServer(createServer(deps)).listen(0, '127.0.0.1');
running.defer(() => void server.close());
await new Promise((resolve) => server.once('listening', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/provisioning/upsertWorkspaces`;

const first = await round();
const again = await round();
say(`${total} workspaces created`, first, first < 60);
say('the same calls again', again, true);
server.closeAllConnections();

async function round(): Promise<number> {
  const start = performance.now();
  for (let done = 0; done < total; done += IN_ONE_CALL) await upsert(done, Math.min(done + IN_ONE_CALL, total));
  return (performance.now() - start) / 1000;
}

async function upsert(from: number, to: number): Promise<void> {
  const workspaces = Array.from({ length: to - from }, (_, index) => ({
    externalId: `tenant-${from + index}`,
    name: `Tenant ${from + index}`,
  }));
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ workspaces }) });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

function say(what: string, seconds: number, isGood: boolean): void {
  process.stdout.write(`${isGood ? 'ok  ' : 'BAD '} ${what}: ${seconds.toFixed(2)} s\n`);
  if (!isGood) process.exitCode = 1;
}
