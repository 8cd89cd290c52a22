import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aHost, createFor, EndUserBrowser, type Host } from '../../support/connect-session.ts';
import { JPEG, PNG, WEBP } from '../../support/pictures.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { codeOf, type TestBrowser } from '../../support/test-browser.ts';
import { testService } from '../../support/test-service.ts';

/** C10: what a host looks like is only ever its own, and is never more than a name, a picture and a few colors. */
let app: TestApp;
let host: Host;
let hostId = '';

beforeAll(async () => {
  app = await startTestApp();
  host = await aHost(app);
  hostId = (await host.admin.trpc.connectHosts.list.query()).items[0]?.id ?? '';
});
afterAll(() => app[Symbol.asyncDispose]());

type Branding = Parameters<TestBrowser['trpc']['connectHosts']['setBranding']['mutate']>[0];

const set = (branding: Omit<Branding, 'id'>) =>
  host.admin.trpc.connectHosts.setBranding.mutate({ id: hostId, ...branding });
const setAnything = (branding: Record<string, unknown>) => codeOf(set(branding));
const base64 = (content: Buffer | string) => Buffer.from(content).toString('base64');

/** The session as its page sees it. */
async function shown(more: Parameters<typeof createFor>[2] = {}) {
  const session = await createFor(host, 'alice', more);
  return (await new EndUserBrowser(app).open(session)).session;
}

describe('a name', () => {
  it('is shown beside the address, which stays', async () => {
    await set({ displayName: 'Acme' });
    expect((await shown()).host).toEqual({ name: 'acme.example', displayName: 'Acme', logo: null });
  });

  it('is the one of the time when the session was created; a window has it too', async () => {
    await set({ displayName: 'Before' });
    const session = await createFor(host, 'alice');
    await set({ displayName: null });
    const browser = new EndUserBrowser(app);
    await browser.open(session);
    expect((await browser.window(session, { app: 'slack' })).host.displayName).toBe('Before');
    expect((await shown()).host.displayName).toBeNull();
  });

  it.each([
    ['that turns the direction of what follows', 'Acme \u202egro.elgoog'],
    ['with an isolate', 'Acme \u2066x'],
    ['with a zero width space', 'Goo\u200bgle'],
    ['with a control character', 'Acme\u0007'],
    ['with a line break', 'Acme\nGoogle'],
    ['with a tag character', 'Acme\u{e0041}'],
    ['with a soft hyphen', 'Ac\u00adme'],
    ['that cannot be seen', '\u3164'],
    ['with half a character', 'Acme\ud800'],
    ['that is empty', '   '],
    ['that is too long', 'A'.repeat(61)],
    ['that is none', 7],
  ])('%s is refused', async (_, displayName) => {
    expect(await setAnything({ displayName })).toBe('INPUT_INVALID');
  });
});

it.each([
  ['that turns the direction of what follows', 'Alice \u202emoc.elgoog'],
  ['with a line break', 'Alice\nGoogle'],
  ['that cannot be seen', '\u3164'],
  ['that is too long', 'A'.repeat(121)],
])('a name of an end user %s is refused', async (_, name) => {
  expect(await codeOf(createFor(host, 'alice', { endUser: { id: 'alice', name } }))).toBe('INPUT_INVALID');
});

describe('colors', () => {
  it('are the host’s where the session sets none', async () => {
    await set({ theme: { accent: '#112233', radius: 4, mode: 'dark' } });
    expect((await shown()).theme).toEqual({ accent: '#112233', radius: 4, mode: 'dark' });
    expect((await shown({ theme: { accent: '#445566' } })).theme).toEqual({
      accent: '#445566',
      radius: 4,
      mode: 'dark',
    });
  });

  it.each([
    ['a declaration', { accent: '#112233;background:url(//evil.example)' }],
    ['a function', { accent: 'url(https://evil.example/x)' }],
    ['an expression', { background: 'expression(alert(1))' }],
    ['a variable', { text: 'var(--secret)' }],
    ['a name', { accent: 'red' }],
    ['a short one', { accent: '#123' }],
    ['one with alpha, which hides text', { text: '#11223300' }],
    ['one with a line after it', { accent: '#112233\n}' }],
    ['full-width digits', { accent: '#１１２２３３' }],
    ['a radius in text', { radius: '4px' }],
    ['a radius that is too large', { radius: 25 }],
    ['a negative radius', { radius: -1 }],
    ['a radius that is none', { radius: Number.NaN }],
    ['half a pixel', { radius: 0.5 }],
    ['another field', { fontFamily: 'x' }],
    ['a field of the prototype', JSON.parse('{"__proto__":{"accent":"#112233"}}') as object],
  ])('%s is refused, of a host and of a session', async (_, theme) => {
    const codes = [await setAnything({ theme }), await codeOf(createFor(host, 'alice', { theme }))];
    expect(codes).not.toContain('ok');
    for (const code of codes) expect(['INPUT_INVALID', 'INPUT_UNKNOWN_FIELD']).toContain(code);
  });
});

describe('a logo', () => {
  it.each([
    ['image/png', PNG],
    ['image/jpeg', JPEG],
    ['image/webp', WEBP],
  ])('%s is served from our own origin as what it is, and can be nothing else', async (type, content) => {
    await set({ logo: base64(content) });
    const { logo } = (await shown()).host;
    expect(logo).toMatch(/^\/connect\/logos\/[0-9a-f]{64}$/);
    const answer = await fetch(app.url + logo);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content);
    expect(answer.headers.get('content-type')).toBe(type);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('before this one is still there for the sessions that show it; a removed one is gone at once', async () => {
    const addresses: (string | null)[] = [];
    for (const content of [PNG, JPEG, WEBP]) {
      await set({ logo: base64(content) });
      addresses.push((await shown()).host.logo);
    }
    const statuses = () => Promise.all(addresses.map(async (address) => (await fetch(`${app.url}${address}`)).status));
    expect(await statuses()).toEqual([404, 200, 200]);
    await set({ logo: null });
    expect((await shown()).host.logo).toBeNull();
    expect(await statuses()).toEqual([404, 404, 404]);
  });

  const png = (width: number, height: number) => {
    const content = Buffer.from(PNG);
    content.writeUInt32BE(width, 16);
    content.writeUInt32BE(height, 20);
    return content;
  };

  it.each([
    ['SVG', base64('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['SVG in a data URL', `data:image/svg+xml;base64,${base64('<svg/>')}`],
    ['a page that begins like a GIF', base64('GIF89a/*<svg onload=alert(1)>*/=1;')],
    ['a picture that is a page too', base64(Buffer.concat([PNG, Buffer.from('<script>alert(1)</script>')]))],
    ['a picture that is an archive too', base64(Buffer.concat([JPEG, Buffer.from('PK\u0005\u0006')]))],
    ['a page that is a picture too', base64(Buffer.concat([Buffer.from('<!--'), PNG]))],
    ['more than 256 KiB', base64(Buffer.concat([PNG, Buffer.alloc(256 * 1024)]))],
    ['more pixels than a screen has', base64(png(60_000, 60_000))],
    ['no pixels', base64(png(0, 2))],
    ['nothing', ''],
    ['no base64', '%%%'],
    ['an address', 'https://evil.example/logo.png'],
  ])('%s is refused', async (_, logo) => {
    expect(await setAnything({ logo })).toBe('INPUT_INVALID');
  });

  it('of exactly 256 KiB is taken', async () => {
    const data = 256 * 1024 - PNG.length - 12;
    const comment = Buffer.concat([Buffer.alloc(4), Buffer.from('tEXt'), Buffer.alloc(data), Buffer.alloc(4)]);
    comment.writeUInt32BE(data, 0);
    const end = PNG.length - 12;
    expect(await setAnything({ logo: base64(Buffer.concat([PNG.subarray(0, end), comment, PNG.subarray(end)])) })).toBe(
      'ok',
    );
  });

  it.each(['0'.repeat(64), 'A'.repeat(64), '..%2F..', "'", '0'])('an unknown address is a 404: %s', async (hash) => {
    expect((await fetch(`${app.url}/connect/logos/${hash}`)).status).toBe(404);
  });
});

describe('who', () => {
  it('admins of another workspace and members get the answer for an unknown host', async () => {
    const other = await app.admin('Other');
    expect(await codeOf(other.trpc.connectHosts.setBranding.mutate({ id: hostId, displayName: 'Evil' }))).toBe(
      'CONNECT_HOST_UNKNOWN',
    );
  });

  it('a shared host is changed by installation admins alone, and a workspace’s own never by them', async () => {
    const shared = { origin: 'https://shared.example', returnUrls: ['https://shared.example/done'] };
    const { host: added } = await host.admin.trpc.connectHosts.addShared.mutate(shared);
    expect(added).toMatchObject({ displayName: null, logo: null, theme: {} });
    expect(await codeOf(host.admin.trpc.connectHosts.setBranding.mutate({ id: added.id, displayName: 'Evil' }))).toBe(
      'CONNECT_HOST_UNKNOWN',
    );
    const person = await app.person();
    const asPerson = person.trpc.connectHosts.setSharedBranding.mutate({ id: added.id, displayName: 'Evil' });
    expect(await codeOf(asPerson)).toBe('INSTALLATION_ADMIN_ONLY');
    const changed = await host.admin.trpc.connectHosts.setSharedBranding.mutate({
      id: added.id,
      displayName: 'Shared',
    });
    expect(changed.host).toMatchObject({ displayName: 'Shared', isShared: true });
    expect(
      await codeOf(host.admin.trpc.connectHosts.setSharedBranding.mutate({ id: hostId, displayName: 'Evil' })),
    ).toBe('CONNECT_HOST_UNKNOWN');
  });

  it('a shared host is removed by installation admins alone, and added again with other return addresses', async () => {
    const shared = { origin: 'https://moved.example', returnUrls: ['https://moved.example/done'] };
    const { host: added } = await host.admin.trpc.connectHosts.addShared.mutate(shared);
    const person = await app.person();
    expect(await codeOf(person.trpc.connectHosts.removeShared.mutate({ id: added.id }))).toBe(
      'INSTALLATION_ADMIN_ONLY',
    );
    expect(await codeOf(person.trpc.connectHosts.remove.mutate({ id: added.id }))).toBe('CONNECT_HOST_UNKNOWN');
    expect(await codeOf(host.admin.trpc.connectHosts.removeShared.mutate({ id: hostId }))).toBe('CONNECT_HOST_UNKNOWN');
    await host.admin.trpc.connectHosts.removeShared.mutate({ id: added.id });
    const returnUrls = [...shared.returnUrls, 'https://moved.example/back'];
    const { host: again } = await host.admin.trpc.connectHosts.addShared.mutate({ ...shared, returnUrls });
    expect(again.returnUrls).toEqual(returnUrls);
    await host.admin.trpc.connectHosts.removeShared.mutate({ id: again.id });
  });

  it('a fresh account has branding and no session: its host is not approved', async () => {
    const fresh = await app.person();
    const origin = 'https://accounts.google.example';
    const { host: added } = await fresh.trpc.connectHosts.add.mutate({ origin, returnUrls: [`${origin}/done`] });
    await fresh.trpc.connectHosts.setBranding.mutate({ id: added.id, displayName: 'Google', logo: base64(PNG) });
    const { token } = await fresh.trpc.serviceKeys.create.mutate({ name: 'k', scopes: ['connect-sessions:write'] });
    const service = testService({ url: app.url, token, workspaceId: fresh.workspaceId });
    const create = service.connectSessions.create.mutate({ endUser: { id: 'v' }, returnUrl: `${origin}/done` });
    expect(await codeOf(create)).toBe('INPUT_INVALID');
  });
});
