import type { HealthCheck } from '@patchbay/contracts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { examine } from '../../doctor/examine.ts';
import { systemClock } from '../../platform/clock.ts';
import { settingsFrom } from '../../settings.ts';
import { registerWebhook } from '../inbound-webhooks/registration/register-webhook.ts';
import { checkHealth } from './check-health.ts';
import type { HealthDeps } from './health.deps.ts';
import { skipped } from './verdict.ts';

let app: TestApp;
let ada: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({ catalog: false });
  ada = await app.admin();
});
beforeEach(() => app.sandbox.control.faults.clear());
afterAll(() => app[Symbol.asyncDispose]());

/** The result of one check in this installation, with `change` applied to its dependencies. */
async function look(name: HealthCheck['name'], change: Partial<HealthDeps> = {}): Promise<HealthCheck | undefined> {
  const { publicUrl, ...deps } = app.deps;
  const processClock = systemClock;
  const dataDir = tmpdir();
  const secretVersions = deps.vault.versions;
  const { checks } = await checkHealth({
    ...deps,
    secretVersions,
    publicUrl,
    dataDir,
    webhookSecrets: [],
    processClock,
    ...change,
  });
  return checks.find((check) => check.name === name);
}

describe('the health of an installation', () => {
  it('is shown to installation admins, check by check, with what to do', async () => {
    const { healthy, checks } = await ada.trpc.system.health.query();
    const found = Object.fromEntries(checks.map(({ name, status }) => [name, status]));
    expect(found).toMatchObject({ node: 'ok', database: 'ok', migrations: 'ok', public_url: 'ok', provider: 'ok' });
    expect(healthy).toBe(!Object.values(found).includes('failed'));
    for (const { status, remedy } of checks) expect(remedy === null).toBe(status === 'ok' || status === 'skipped');
  });

  it('hides the machine’s paths from a browser, and shows them in the shell', async () => {
    const { checks } = await ada.trpc.system.health.query();
    // Whether the directory exists depends on the machine that runs the test.
    expect(checks.find(({ name }) => name === 'disk')?.says).toMatch(/the data directory\.$/);
    expect(JSON.stringify(checks)).not.toContain(app.deps.dataDir);
    const gone = join(app.deps.dataDir, 'gone');
    expect(JSON.stringify(await look('disk', { dataDir: gone, hidesPaths: true }))).not.toContain(gone);
    expect(await look('disk', { dataDir: gone })).toMatchObject({ says: expect.stringContaining(gone) });
  });

  it('asks the provider once, regardless of how often it is viewed', async () => {
    app.clock.advance(30_000);
    app.sandbox.control.clearRequests();
    await ada.trpc.system.health.query();
    const asked = app.sandbox.control.requests().length;
    await ada.trpc.system.health.query();
    expect([asked > 0, app.sandbox.control.requests().length]).toEqual([true, asked]);
  });

  it('is not for workspace owners, because every person who signs up is one', async () => {
    const owner = await app.person('Mary Shelley');
    expect(await codeOf(owner.trpc.system.health.query())).toBe('INSTALLATION_ADMIN_ONLY');
  });

  it.each([
    [401, 'rejected the API key'],
    [403, 'lacks the permission “toolkits: read”'],
    [410, 'did not answer as expected'],
    [503, 'cannot be reached'],
  ])('a provider that answers %i', async (status, words) => {
    app.sandbox.control.faults.set([{ match: { path: /toolkits/ }, status }]);
    expect(await look('provider')).toMatchObject({ status: 'failed', says: expect.stringContaining(words) });
  });

  it('without a key there is nothing to check', async () => {
    expect(await look('provider', { provider: null })).toMatchObject({ status: 'skipped' });
  });

  it('the activation policy, and a warning when it does not suit the installation', async () => {
    expect(await look('activation')).toMatchObject({ status: 'ok', says: expect.stringContaining('=verified') });
    const loose = { activationPolicy: 'recoverable' } as const;
    const hijack = { says: expect.stringContaining('can hijack') };
    expect(await look('activation', loose)).toMatchObject({ status: 'warning', ...hijack });
    expect(await look('activation', { ...loose, provider: null })).toMatchObject({ status: 'ok', ...hijack });
    const served = { ...loose, provider: null, publicUrl: 'https://connect.example.com' };
    expect(await look('activation', served)).toMatchObject({ status: 'warning', ...hijack });
  });

  it('a webhook subscription that is missing, points elsewhere, and is right', async () => {
    expect(await look('webhook')).toMatchObject({ status: 'warning' });
    const { provider, publicUrl } = app.deps;
    const events = ['composio.trigger.message'];
    await provider.ensureWebhook({ url: 'https://elsewhere.example/', events });
    expect(await look('webhook')).toMatchObject({ status: 'failed', says: expect.stringContaining('elsewhere') });
    await provider.ensureWebhook({ url: `${publicUrl}/webhooks/composio`, events });
    expect(await look('webhook')).toMatchObject({ status: 'ok' });
  });

  it('an unknown signing secret, and that of the webhook that we registered', async () => {
    expect(await look('webhook_secret')).toMatchObject({ status: 'warning' });
    await registerWebhook(app.deps);
    expect(await look('webhook_secret')).toMatchObject({ status: 'ok', says: expect.stringContaining('is kept') });
  });

  it('an address that is unreachable, or reaches another server', async () => {
    expect(await look('public_url', { publicUrl: 'http://127.0.0.1:9' })).toMatchObject({ status: 'failed' });
    const other = createServer((_req, res) => res.end('hello'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const publicUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    expect(await look('public_url', { publicUrl })).toMatchObject({
      status: 'failed',
      says: expect.stringContaining('somewhere else'),
    });
    other.close();
  });

  it('a clock that is wrong', async () => {
    const clock = (seconds: number) => ({ now: () => new Date(Date.now() + seconds * 1000) });
    expect(await look('clock', { processClock: clock(0) })).toMatchObject({ status: 'ok' });
    expect(await look('clock', { processClock: clock(10) })).toMatchObject({ status: 'warning' });
    const late = await look('clock', { processClock: clock(-120) });
    expect(late).toMatchObject({
      status: 'warning',
      says: expect.stringMatching(/(119\.\d|120\.0) s behind/) as string,
    });
  });

  it('a migration that is missing', async () => {
    const em = app.deps.orm.em.fork();
    const name = '20261124-sync-progress';
    await em.getConnection().execute(`delete from patchbay_migrations where name = '${name}'`);
    expect(await look('migrations')).toMatchObject({ status: 'failed', says: expect.stringContaining(name) });
    await em.getConnection().execute(`insert into patchbay_migrations (name) values ('${name}')`);
    expect(await look('migrations')).toMatchObject({ status: 'ok' });
    await em.getConnection().execute(`insert into patchbay_migrations (name) values ('20991231-later')`);
    expect(await look('migrations')).toMatchObject({
      status: 'failed',
      says: expect.stringContaining('20991231-later'),
    });
    await em.getConnection().execute(`delete from patchbay_migrations where name = '20991231-later'`);
  });

  it('a data directory that cannot be created, and one that is created at the first start', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'patchbay-'));
    writeFileSync(join(dir, 'file'), '');
    expect(await look('disk', { dataDir: join(dir, 'file', 'data') })).toMatchObject({ status: 'failed' });
    expect(await look('disk', { dataDir: join(dir, 'not', 'yet') })).toMatchObject({ status: 'ok' });
  });

  it('a database that does not exist yet: the doctor created one, and reported missing tables', async () => {
    const noDatabase = skipped('There is none yet.');
    const deps = { orm: null, noDatabase };
    expect(await look('database', deps)).toMatchObject(noDatabase);
    for (const name of ['migrations', 'clock'] as const)
      expect(await look(name, deps)).toMatchObject({ status: 'skipped' });
    const dataDir = join(mkdtempSync(join(tmpdir(), 'patchbay-')), 'new');
    const { checks } = await examine(settingsFrom({ PORT: 1, PATCHBAY_DATA_DIR: dataDir }));
    expect(checks.find(({ name }) => name === 'database')?.status).toBe('skipped');
    expect(existsSync(dataDir)).toBe(false);
  });

  it('a check that throws is a failed check, not a failed response', async () => {
    const broken = { identity: app.deps.provider.identity, ping: () => Promise.reject(new TypeError('bug')) };
    const provider = { ...broken, readWebhook: () => Promise.resolve(null) };
    expect(await look('provider', { provider })).toMatchObject({ status: 'failed', says: 'The check itself broke.' });
    expect(app.logged.join('')).toContain('TypeError: bug');
  });
});
