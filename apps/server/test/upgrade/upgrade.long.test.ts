import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isSigned, startReceiver } from '../support/receiver.ts';
import { freePort, ServerProcess } from '../support/server-process.ts';
import { ApiClient } from './api-client.ts';
import { fill, type Left, waitFor } from './fill.ts';
import { checkOut } from './former-commit.ts';
import { answerConsent, controlSandbox } from './sandbox-page.ts';

/**
 * A data folder that an earlier commit made and left in the middle of work is started by today's code, which loses nothing
 * of it. `npm run test:upgrade`; PATCHBAY_UPGRADE_FROM names another commit.
 */
const COMMIT = process.env['PATCHBAY_UPGRADE_FROM'] ?? 'a2a5c7c';

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

    const former = new ServerProcess(port, env, { main: checkOut(COMMIT) });
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

interface World {
  left: Left;
  sandboxUrl: string;
  receiver: Awaited<ReturnType<typeof startReceiver>>;
}

/** People and services go on where they stopped, with what they had before: cookies, links, keys, secrets. */
async function goOn(server: ServerProcess, { left, sandboxUrl, receiver }: World): Promise<void> {
  const { ada, connections, endpoint } = left;
  expect(await ada.browser.comeBack(left.openReturn)).toContain('/return/connected');
  await ApiClient.signIn(server, 'ada@upgrade.example');

  const headers = { authorization: `Bearer ${left.serviceKey}`, 'x-patchbay-workspace': ada.browser.workspaceId };
  expect((await fetch(`${server.url}/api/connections/list`, { headers })).status).toBe(200);

  await waitFor('what was to be sent before the upgrade', () => Promise.resolve(taken(receiver).length > 0));
  await controlSandbox(sandboxUrl, 'fire', { id: left.triggerInstance, data: { message: 'after it' } });
  await waitFor('the next event', () => Promise.resolve(taken(receiver).some(({ body }) => body.includes('after it'))));
  expect(taken(receiver).some(({ body }) => body.includes('before the upgrade'))).toBe(true);
  for (const message of receiver.received) expect(isSigned(message, endpoint.secret)).toBe(true);

  await ada.mutate('connections.disconnect', { id: connections.active });
  expect((await snapshot(left)).statuses.active).toBe('added');
  await ada.mutate('connections.connect', { id: connections.active });
  await ada.mutate('connections.cancel', { id: connections.active });
  await ada.mutate('connections.remove', { id: connections.denied });
  await reconnect(ada, connections.active);
}

async function reconnect(ada: ApiClient, id: string): Promise<void> {
  const { redirectUrl } = await ada.mutate<{ redirectUrl: string }>('connections.connect', { id });
  expect(await ada.browser.comeBack(await answerConsent(redirectUrl, 'approve'))).toContain('/return/connected');
}

const taken = ({ received }: World['receiver']) => received.slice(1);

/** What jobs find out or finish, and add to the history whenever they run: before the former server's end or after it. */
const OF_JOBS = /^(approved|unconfirmed|released_deleted|released_revoked) → /;

type Snapshot = Awaited<ReturnType<typeof snapshot>>;

/** The same as before, but for lines that jobs may have added to a history meanwhile; the latest stand first. */
function expectNothingLost(
  { history: before, ...others }: Snapshot,
  { history: after, ...othersAfter }: Snapshot,
): void {
  expect(othersAfter).toEqual(others);
  for (const [name, lines] of Object.entries(before)) {
    const now = after[name] ?? [];
    const added = Math.max(now.length - lines.length, 0);
    expect({ name, lines: now.slice(added) }).toEqual({ name, lines });
    expect({ name, odd: now.slice(0, added).filter((line) => !OF_JOBS.test(line)) }).toEqual({ name, odd: [] });
  }
}

/** What people see of it, in the order in which they see it. */
async function snapshot({ ada, grace, connections }: Left) {
  const listed = async (client: ApiClient) => {
    const { items } = await client.query<{ items: { id: string; label: string; status: string; version: number }[] }>(
      'connections.list',
    );
    return new Map(items.map(({ id, label, status, version }) => [id, { label, status, version }]));
  };
  const [mine, hers] = [await listed(ada), await listed(grace)];
  const history: Record<string, string[]> = {};
  const statuses: Record<string, string | undefined> = {};
  for (const [name, id] of Object.entries(connections)) {
    statuses[name] = mine.get(id)?.status;
    const { items } = await ada.query<{ items: { event: string; to: string }[] }>('connections.history', { id });
    history[name] = items.map(({ event, to }) => `${event} → ${to}`);
  }
  const { items: events } = await ada.query<{ items: { id: string; trigger: string }[] }>('events.list');
  const members = await ada.query<{ items?: unknown[] } | unknown[]>('workspaces.members');
  return {
    statuses,
    history,
    mine: Object.fromEntries(mine),
    hers: [...hers.values()].map(({ label, status }) => `${label} ${status}`),
    events: events.map(({ id, trigger }) => `${id} ${trigger}`),
    members: (Array.isArray(members) ? members : (members.items ?? [])).length,
  };
}
