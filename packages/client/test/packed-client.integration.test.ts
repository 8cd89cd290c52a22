import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Sandbox, startSandbox } from '../../../apps/sandbox/src/index.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../apps/server/src/platform/clock.ts';
import { connected } from '../../../apps/server/test/support/connect.ts';
import { freePort, ServerProcess } from '../../../apps/server/test/support/server-process.ts';
import type { TestApp } from '../../../apps/server/test/support/test-app.ts';
import { TestBrowser } from '../../../apps/server/test/support/test-browser.ts';
import { listenToCommits } from '../../../apps/server/test/support/triggers.ts';
import { post, triggerMessage, WEBHOOK_SECRET } from '../../../apps/server/test/support/webhook.ts';
import { createTestDatabase, type TestDatabase } from '../../../apps/server/test/support/test-database.ts';

const CLIENT = join(import.meta.dirname, '..');
const REPOSITORY = join(CLIENT, '../..');
const run = promisify(execFile);
const INSTALLATION_KEY = 'an-installation-key-for-tests-of-more-than-32-characters';

let folder: string;
let sandbox: Sandbox;
let database: TestDatabase;
let server: ServerProcess;
let ada: TestBrowser;
let env: Record<string, string>;
/** The account that the triggers belong to. */
let accountId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-client-'));
  [sandbox, database] = await Promise.all([startSandbox(), createTestDatabase()]);
  server = new ServerProcess(await freePort(), {
    DATABASE_URL: database.url,
    PATCHBAY_SECRET: 'a-secret-for-tests-of-more-than-32-characters',
    COMPOSIO_API_KEY: sandbox.apiKey,
    COMPOSIO_BASE_URL: sandbox.url,
    COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET,
    PATCHBAY_INSTALLATION_KEY: INSTALLATION_KEY,
  });
  const install = "import('./scripts/install-into.mjs').then(({ installInto }) => installInto(process.argv[1]))";
  const installed = run(process.execPath, ['-e', install, folder], { cwd: CLIENT });
  await server.start();
  ada = await TestBrowser.signUp({ url: server.url, origin: server.url }, 'Ada Lovelace');
  const ready = () =>
    ada.trpc.apps.actions.query({ app: 'slack' }).then(({ total }) => expect(total).toBeGreaterThan(0));
  await vi.waitFor(ready, { timeout: 20_000, interval: 100 });
  await connected({ sandbox } as TestApp, ada);
  const github = await connected({ sandbox } as TestApp, ada, 'github');
  accountId = github.account?.id ?? '';
  await listenToCommits(ada, github.id);
  const rules = [{ methods: ['GET' as const], pathPrefix: '/repos/ada' }];
  const { version } = await ada.trpc.connections.proxyRules.query({ id: github.id });
  await ada.trpc.connections.setProxyRules.mutate({ id: github.id, version, rules });
  const { token } = await ada.trpc.serviceKeys.create.mutate({
    name: 'Examples',
    scopes: ['connections:read', 'connections:write', 'connections:proxy', 'actions:execute', 'events:read'],
  });
  env = {
    PATCHBAY_URL: server.url,
    PATCHBAY_KEY: token,
    PATCHBAY_WORKSPACE: ada.workspaceId,
    PATCHBAY_INSTALLATION_KEY: INSTALLATION_KEY,
  };
  await installed;
}, 90_000);

afterAll(async () => {
  await server.stop();
  await sandbox.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** A section without code has no example. */
const examples = readFileSync(join(CLIENT, 'README.md'), 'utf8')
  .split(/^## /m)
  .slice(1)
  .flatMap((section) => {
    const code = /^```ts\n(.*?)^```/ms.exec(section)?.[1];
    return code === undefined ? [] : [{ title: section.slice(0, section.indexOf('\n')), code }];
  });

describe('the packed client', () => {
  it('contains its types, and needs nothing else for them', async () => {
    examples.forEach(({ code }, n) => writeFileSync(join(folder, `typed-${n}.ts`), `${code}\nexport {};\n`));
    copyFileSync(join(REPOSITORY, 'apps/example-service/src/main.ts'), join(folder, 'typed-main.ts'));
    // Errors that must be reported, because otherwise the types have become `any`.
    const wrong = `import { createInstallationClient, createPatchbayClient } from '@patchbay/client';
      const patchbay = createPatchbayClient({ baseUrl: '', serviceKey: '', workspace: '' });
      // @ts-expect-error a status that there is not
      void patchbay.connections.list({ status: 'broken' });
      // @ts-expect-error keys may not connect
      void patchbay.connections.connect;
      // @ts-expect-error an output has its own fields
      void patchbay.connections.get({ id: '' }).then(({ nope }) => nope);
      const workspace = createInstallationClient({ baseUrl: '', installationKey: '' }).inWorkspace('w');
      // @ts-expect-error a scope that there is not
      void workspace.serviceKeys.create({ name: '', scopes: ['everything'] });
      // @ts-expect-error an output has its own fields
      void workspace.serviceKeys.list().then(({ nope }) => nope);`;
    writeFileSync(join(folder, 'typed-wrong.ts'), wrong);
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module: 'NodeNext',
      target: 'ES2024',
      lib: ['ES2024', 'DOM', 'DOM.AsyncIterable'],
      types: ['node'],
      typeRoots: [join(CLIENT, 'node_modules/@types')],
      skipLibCheck: false,
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['typed-*.ts'] }));
    const tsc = join(CLIENT, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', folder]).catch((error: { stdout: string }) => error);
    expect(stdout).toBe('');
  });

  it('has nine examples in its README', () => {
    expect(examples).toHaveLength(9);
  });

  it.each(examples)('README: $title', async ({ title, code }) => {
    const file = join(folder, 'example.ts');
    writeFileSync(file, code);
    const running = run(process.execPath, [file], { cwd: folder, env: { ...process.env, ...env } });
    const commits = setInterval(() => void fire(MEANWHILE), 200);
    const { stdout } = await running.finally(() => clearInterval(commits));
    expect(stdout).toMatch(EXPECTED[title] ?? /no such example/);
  });
});

/** The last of these may still arrive when its example has ended, in the example that runs next. */
const MEANWHILE = 'while an example runs';

/** What each example prints, apart from what differs between runs. */
const EXPECTED: Record<string, RegExp> = {
  'List what is connected': /^GitHub {2}\S+\nSlack {2}\S+\n$/,
  'Run an action, once': /\{/,
  'Send a request to an app': /^200 application\/json \{/,
  'Follow changes': /^\d+-\d+ add github added\n$/,
  'Follow events': /^github GITHUB_COMMIT_EVENT \{ message: 'while an example runs' \}\n$/,
  'Verify webhooks': /^$/,
  'Provision workspaces': /^tenant-42 created\nStore the key with your secrets: pb_\n$/,
  'Tell errors apart': /^gone: \w+/,
  'Choose actions, and bound what you wait for': /^enabled\n$/,
};

/** A commit that the provider sends repeatedly until it is accepted. */
async function fire(message: string): Promise<void> {
  const body = triggerMessage({ accountId, workspaceId: ada.workspaceId, data: { message } });
  const sender = { url: server.url, clock: systemClock };
  await vi.waitFor(async () => expect((await post(sender, { body })).status).toBe(200), { timeout: 20_000 });
}

describe('the example service', () => {
  it('lists, runs an action once, and follows changes and events through restarts of Patchbay and of itself', async () => {
    const home = join(folder, 'service');
    mkdirSync(home);
    copyFileSync(join(REPOSITORY, 'apps/example-service/src/main.ts'), join(home, 'main.ts'));
    let service = start(home);
    await service.said('following');
    expect(service.lines[0]?.connected).toContainEqual({ app: 'slack', label: '' });
    expect(service.lines[1]).toEqual({ sent: true, replayed: false });

    const labels: string[] = [];
    const change = async (label: string) => {
      labels.push(label);
      await ada.trpc.connections.add.mutate({ app: 'notion', label });
      await fire(label);
    };
    await change('while it follows');
    await change('just before the server is killed');
    await server.kill();
    await server.start();
    await change('just after the restart');
    await service.saidOfBoth('just after the restart');

    await service.kill();
    await change('while the service is away');
    const before = { changes: service.changes(), events: service.events() };
    service = start(home);
    await change('while it follows again');
    await service.saidOfBoth('while it follows again');
    expect(service.lines[1]).toEqual({ sent: true, replayed: true });
    await service.kill();
    expect([...before.changes, ...service.changes()]).toEqual(labels);
    const events = [...before.events, ...service.events()];
    expect(events.filter((label) => label !== MEANWHILE)).toEqual(labels);
  });
});

interface Line {
  connected?: unknown[];
  change?: string;
  label?: string;
  event?: string;
  payload?: { message: string };
}

/** The service as its own process, and its output so far. */
function start(home: string) {
  const child: ChildProcess = spawn(process.execPath, ['main.ts'], { cwd: home, env: { ...process.env, ...env } });
  let text = '';
  child.stdout?.on('data', (part: Buffer) => (text += part.toString()));
  child.stderr?.pipe(process.stderr);
  return {
    get lines(): Line[] {
      return text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as Line);
    },
    changes(): (string | undefined)[] {
      return this.lines.filter(({ change }) => change === 'add').map(({ label }) => label);
    },
    events(): (string | undefined)[] {
      return this.lines.filter(({ event }) => event !== undefined).map(({ payload }) => payload?.message);
    },
    /** Waits for the change and the event with that name. */
    async saidOfBoth(label: string): Promise<void> {
      const heard = () => [this.changes(), this.events()].map((labels) => labels.at(-1));
      await vi.waitFor(() => expect(heard()).toEqual([label, label]), { timeout: 20_000, interval: 50 });
    },
    said: (words: string) => vi.waitFor(() => expect(text).toContain(words), { timeout: 20_000, interval: 50 }),
    async kill(): Promise<void> {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
