import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startReceiver } from '../support/receiver.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { fill } from './fill.ts';
import { checkOut, FORMER_COMMIT } from './former-commit.ts';
import { goOn } from './go-on.ts';
import { expectNothingLost, snapshot } from './snapshot.ts';

/**
 * A data folder that an earlier commit made and left in the middle of work is started by today's code, which loses nothing
 * of it. `npm run test:upgrade`; PATCHBAY_UPGRADE_FROM names another commit.
 */
const TEN_MINUTES = 600_000;

it.each(['stop', 'kill'] as const)(
  'a data folder of the earlier commit, whose server ended by %s, goes on with nothing lost',
  async (ending) => {
    await using running = new AsyncDisposableStack();
    const receiver = running.use(await startReceiver());
    const dataDir = mkdtempSync(join(tmpdir(), 'patchbay-upgrade-'));
    // As root, the embedded database is run by another account, which has to get in.
    chmodSync(dataDir, 0o755);
    running.defer(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
    const [port, sandboxPort] = [await freePort(), await freePort()];
    const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
    const env = {
      PATCHBAY_DATA_DIR: dataDir,
      PATCHBAY_SANDBOX_PORT: String(sandboxPort),
      ALLOW_PRIVATE_ENDPOINTS: 'true',
      LOG_LEVEL: 'error',
    };

    const former = new ServerProcess(port, env, { main: checkOut(FORMER_COMMIT) });
    running.defer(() => former.kill());
    await former.start();
    // The receiver refuses, so a delivery waits for its next try when the former server ends.
    receiver.answers.push(500, 500, 500, 500);
    const left = await fill(former, sandboxUrl, receiver.url);
    const before = await snapshot(left);
    await former[ending]();
    receiver.answers.length = 0;

    const server = new ServerProcess(port, env);
    running.defer(() => server.kill());
    await server.start();
    expectNothingLost(before, await snapshot(left));
    await goOn(server, { left, sandboxUrl, receiver });
    await server.stop();

    await server.start();
    expect((await snapshot(left)).statuses).toMatchObject({ active: 'active', open: 'active' });
  },
  TEN_MINUTES,
);
