import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executeSql } from '../../../test/support/execute-sql.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { installationService, newInstallationKey } from '../../../test/support/test-installation.ts';
import { newService } from '../../../test/support/test-service.ts';

const ENVIRONMENT_KEY = '0123456789abcdef0123456789abcdef';

let app: TestApp;
let admin: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({
    catalog: false,
    env: { TRUST_PROXY: 1, PATCHBAY_INSTALLATION_KEY: ENVIRONMENT_KEY, PATCHBAY_KEY_CALLS_PER_MINUTE: 0 },
  });
  admin = await app.admin();
});

afterAll(() => app[Symbol.asyncDispose]());

const use = (token: string, { url = app.url, headers = {} }: { url?: string; headers?: Record<string, string> } = {}) =>
  codeOf(installationService({ url, token, headers }).provisioning.listWorkspaces.query());

describe('an installation key', () => {
  it('has its own prefix and 256 random bits, is shown once, and stored as a hash', async () => {
    const { key, token } = await newInstallationKey(admin);
    expect(token).toMatch(/^pbi_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/);
    expect(await use(token)).toBe('ok');
    const secret = token.split('_').slice(2).join('_');
    const rows = await executeSql(app.deps.orm.em.fork(), 'select * from installation_keys where id = $1', [key.id]);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(JSON.stringify(await admin.trpc.installationKeys.list.query())).not.toContain(secret);
    expect(app.logged.join('\n')).not.toContain(secret);
  });

  it('is refused when a character of it differs, and with the prefix or the secret of another', async () => {
    const { token } = await newInstallationKey(admin);
    const { token: other } = await newInstallationKey(admin);
    const [prefix = '', id = '', ...secret] = token.split('_');
    const wrong = [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      `${prefix}_${id}_${other.split('_').slice(2).join('_')}`,
      `${prefix}_${id}_`,
      `${token}x`,
      'pbi_',
    ];
    for (const each of wrong) expect([each, await use(each)]).toEqual([each, 'KEY_INVALID']);
    expect(await use(`pb_${id}_${secret.join('_')}`)).toBe('KEY_NOT_ALLOWED');
    expect(await use(token.toUpperCase())).toBe('KEY_NOT_ALLOWED');
  });

  it('is no service key: it opens nothing of a workspace but what is listed', async () => {
    const { token } = await newInstallationKey(admin);
    const service = installationService({ url: app.url, token, workspaceId: admin.workspaceId });
    expect(await codeOf(service.connections.list.query({}))).toBe('KEY_NOT_ALLOWED');
    expect(await codeOf(service.workspaces.members.query())).toBe('KEY_NOT_ALLOWED');
    expect(await codeOf(service.installation.admins.query())).toBe('KEY_NOT_ALLOWED');
    expect(await codeOf(service.installationKeys.list.query())).toBe('KEY_NOT_ALLOWED');
    expect((await service.session.get.query()).user).toBeNull();
  });

  it('is no service key the other way round either', async () => {
    const service = await newService(admin, ['connections:read']);
    expect(await codeOf(service.provisioning.listWorkspaces.query())).toBe('KEY_NOT_ALLOWED');
  });

  it('has the scopes it was created with', async () => {
    const { token } = await newInstallationKey(admin, { scopes: ['workspaces:read'] });
    const service = installationService({ url: app.url, token });
    expect(await use(token)).toBe('ok');
    const workspaces = [{ externalId: 'scopes', name: 'Scopes' }];
    expect(await codeOf(service.provisioning.upsertWorkspaces.mutate({ workspaces }))).toBe('SCOPE_MISSING');
    expect(await codeOf(service.provisioning.activity.query())).toBe('SCOPE_MISSING');
  });

  it('ends at its expiry, to the millisecond', async () => {
    const { key, token } = await newInstallationKey(admin, { expiresInDays: 1 });
    app.clock.advance(24 * 3600 * 1000 - 1);
    expect(await use(token)).toBe('ok');
    app.clock.advance(1);
    expect(await use(token)).toBe('KEY_INVALID');
    const { items } = await admin.trpc.installationKeys.list.query();
    expect(items.find(({ id }) => id === key.id)?.status).toBe('expired');
  });

  it('together with a session, or with a second key, is a 400', async () => {
    const { token } = await newInstallationKey(admin);
    const { token: other } = await newInstallationKey(admin);
    const withSession = await admin.fetch('/trpc/provisioning.listWorkspaces', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([withSession.status, await withSession.text()]).toEqual([
      400,
      expect.stringContaining('CREDENTIALS_AMBIGUOUS'),
    ]);
    const twice = await sentTwice(['Authorization', `Bearer ${token}`, 'Authorization', `Bearer ${other}`]);
    expect(twice).toEqual([400, expect.stringContaining('CREDENTIALS_AMBIGUOUS')]);
  });
});

/** `fetch` would join the two headers. */
async function sentTwice(headers: string[]): Promise<[number | undefined, string]> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const { host } = new URL(app.url);
    request(`${app.url}/trpc/provisioning.listWorkspaces`, { headers: ['Host', host, ...headers] }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve([answer.statusCode, text]));
    })
      .on('error', reject)
      .end();
  });
}

describe('rotating and revoking', () => {
  it('leaves two secrets valid during the overlap, and never three', async () => {
    const { key, token: first } = await newInstallationKey(admin);
    const rotate = () => admin.trpc.installationKeys.rotate.mutate({ id: key.id, overlapSeconds: 60 });
    const { token: second } = await rotate();
    expect([await use(first), await use(second)]).toEqual(['ok', 'ok']);
    const { token: third } = await rotate();
    expect([await use(first), await use(second), await use(third)]).toEqual(['KEY_INVALID', 'ok', 'ok']);
    app.clock.advance(60_000);
    expect([await use(second), await use(third)]).toEqual(['KEY_INVALID', 'ok']);
  });

  it('takes effect immediately here, and within five seconds in another process', async () => {
    await using other = await startTestApp({ beside: app });
    const { key, token } = await newInstallationKey(admin);
    expect([await use(token), await use(token, { url: other.url })]).toEqual(['ok', 'ok']);
    await admin.trpc.installationKeys.revoke.mutate({ id: key.id });
    expect(await use(token)).toBe('KEY_INVALID');
    app.clock.advance(2_000);
    expect(await use(token, { url: other.url })).toBe('KEY_INVALID');
    expect(await codeOf(admin.trpc.installationKeys.revoke.mutate({ id: key.id }))).toBe('KEY_UNKNOWN');
    expect(await codeOf(admin.trpc.installationKeys.rotate.mutate({ id: key.id }))).toBe('KEY_UNKNOWN');
  });

  it('is for installation admins, and recorded with their name', async () => {
    const mallory = await app.person('Mallory');
    expect(await codeOf(newInstallationKey(mallory))).toBe('INSTALLATION_ADMIN_ONLY');
    const { key } = await newInstallationKey(admin, { name: 'Billing' });
    await admin.trpc.installationKeys.rotate.mutate({ id: key.id });
    await admin.trpc.installationKeys.revoke.mutate({ id: key.id });
    const { items } = await admin.trpc.provisioning.activity.query({ limit: 3 });
    expect(items.map(({ action, subject, actor }) => [action, subject, actor.name])).toEqual([
      ['installationKeys.revoke', 'Billing', 'Ada Lovelace'],
      ['installationKeys.rotate', 'Billing', 'Ada Lovelace'],
      ['installationKeys.create', 'Billing', 'Ada Lovelace'],
    ]);
  });
});

describe('the list of addresses', () => {
  const from = (token: string, address: string) => use(token, { headers: { 'x-forwarded-for': address } });

  it('is compared with the address that the trusted proxy names, in every notation', async () => {
    const { token } = await newInstallationKey(admin, {
      addresses: ['203.0.113.0/24', '2001:db8::/48', '198.51.100.7'],
    });
    for (const address of ['203.0.113.1', '::ffff:203.0.113.255', '2001:db8:0:1::5', '198.51.100.7'])
      expect([address, await from(token, address)]).toEqual([address, 'ok']);
    for (const address of ['203.0.114.1', '2001:db8:1::5', '198.51.100.8', '::1', 'unknown', '203.0.113.1.'])
      expect([address, await from(token, address)]).toEqual([address, 'KEY_ADDRESS_REFUSED']);
    expect(await use(token)).toBe('KEY_ADDRESS_REFUSED');
  });

  it('is not fooled by addresses that the client adds before the proxy’s own', async () => {
    const { token } = await newInstallationKey(admin, { addresses: ['203.0.113.7'] });
    expect(await from(token, '203.0.113.7, 198.51.100.1')).toBe('KEY_ADDRESS_REFUSED');
    expect(await from(token, '198.51.100.1, 203.0.113.7')).toBe('ok');
  });

  it('without a trusted proxy X-Forwarded-For changes nothing', async () => {
    await using direct = await startTestApp({ catalog: false });
    const owner = await direct.admin();
    const { token } = await newInstallationKey(owner, { addresses: ['203.0.113.7'] });
    const forged = { url: direct.url, headers: { 'x-forwarded-for': '203.0.113.7' } };
    expect(await use(token, forged)).toBe('KEY_ADDRESS_REFUSED');
  });

  it.each([
    '203.0.113',
    '203.0.113.0/33',
    '2001:db8::/129',
    '203.0.113.0/',
    '*',
    'example.com',
    '1.2.3.4/8/8',
    'fe80::1%lo',
  ])('%j is refused', async (address) => {
    expect(await codeOf(newInstallationKey(admin, { addresses: [address] }))).toBe('INPUT_INVALID');
  });
});

describe('the key of the environment', () => {
  it('works without any person, with every scope, and is in no list', async () => {
    const service = installationService({ url: app.url, token: ENVIRONMENT_KEY });
    const workspaces = [{ externalId: 'first', name: 'First' }];
    const { workspaces: made } = await service.provisioning.upsertWorkspaces.mutate({ workspaces });
    expect(made[0]).toMatchObject({ externalId: 'first', outcome: 'created' });
    const { items } = await service.provisioning.activity.query({ limit: 1 });
    expect(items[0]).toMatchObject({ actor: { kind: 'installation', name: 'PATCHBAY_INSTALLATION_KEY' } });
    expect((await admin.trpc.installationKeys.list.query()).environmentKey).toBe(true);
    expect(app.logged.join('\n')).not.toContain(ENVIRONMENT_KEY);
  });

  it('is neither a service key nor valid with a character more, less or changed', async () => {
    const service = installationService({ url: app.url, token: ENVIRONMENT_KEY, workspaceId: admin.workspaceId });
    expect(await codeOf(service.connections.list.query({}))).toBe('KEY_NOT_ALLOWED');
    for (const token of [`${ENVIRONMENT_KEY}0`, ENVIRONMENT_KEY.slice(1), ENVIRONMENT_KEY.toUpperCase()])
      expect(await use(token)).toBe('KEY_NOT_ALLOWED');
  });
});

it('each installation key has a limit of its own, which calls from other addresses do not use up', async () => {
  await using limited = await startTestApp({
    catalog: false,
    env: { TRUST_PROXY: 1, PATCHBAY_KEY_CALLS_PER_MINUTE: 5 },
  });
  const owner = await limited.admin();
  const { token } = await newInstallationKey(owner, { addresses: ['203.0.113.7'] });
  const { token: other } = await newInstallationKey(owner);
  const from = (address: string) => use(token, { url: limited.url, headers: { 'x-forwarded-for': address } });
  for (let call = 0; call < 8; call += 1) expect(await from('198.51.100.1')).toBe('KEY_ADDRESS_REFUSED');
  const codes = [];
  for (let call = 0; call < 6; call += 1) codes.push(await from('203.0.113.7'));
  expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'RATE_LIMITED']);
  expect(await use(other, { url: limited.url })).toBe('ok');
});
