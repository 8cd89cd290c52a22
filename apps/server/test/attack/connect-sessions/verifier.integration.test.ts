import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aHost, approved, createFor, EndUserBrowser, type Host, leftUpstream } from '../../support/connect-session.ts';
import { startPending, verifierUrlOf } from '../../support/attempts.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { codeOf } from '../../support/test-browser.ts';

/** With callback identity verification the return names a session of the provider's and nothing else: C1 holds all the same. */
let app: TestApp;
let host: Host;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_VERIFIER: 'on' } });
  app.sandbox.control.setVerifier(verifierUrlOf(app));
  host = await aHost(app);
});
afterAll(() => app[Symbol.asyncDispose]());

const complete = (id: string, code: string, signedInEndUserId: string) =>
  codeOf(host.service.connectSessions.complete.mutate({ id, code, signedInEndUserId }));
const get = (id: string) => host.admin.trpc.connections.get.query({ id });

describe('a return to the verifier’s address', () => {
  it('of the browser that started gives it the code, once, and the host’s confirmation makes it active', async () => {
    const [session, browser] = [await createFor(host, 'own'), new EndUserBrowser(app)];
    const at = await browser.toProvider(session);
    const address = approved(app, at);
    expect([...new URL(address).searchParams.keys()]).toEqual(['session_uri']);
    const code = (await browser.returnFrom(address)).data?.handOver?.code ?? '';
    expect((await browser.returnFrom(address)).data).toMatchObject({ handOver: null });
    expect(await get(at.connectionId)).toMatchObject({ status: 'pending' });
    expect(await complete(session.id, code, 'own')).toBe('ok');
    expect(await get(at.connectionId)).toMatchObject({ status: 'active' });
  });

  it('by a link that was passed on is refused by the host, and the account is deleted', async () => {
    const [session, victor] = [await createFor(host, 'alice'), new EndUserBrowser(app)];
    const at = await victor.toProvider(session);
    const code = (await victor.returnFrom(approved(app, at))).data?.handOver?.code ?? '';
    expect(await complete(session.id, code, 'victor')).toBe('CONFIRMATION_REFUSED');
    expect(await get(at.connectionId)).toMatchObject({ status: 'added', reason: { code: 'wrong_person' } });
  });

  it('of another browser gives no code, and the account never becomes active', async () => {
    const at = await new EndUserBrowser(app).toProvider(await createFor(host, 'away'));
    const { data } = await new EndUserBrowser(app).returnFrom(approved(app, at));
    expect(data?.handOver ?? null).toBeNull();
    app.clock.advance(10 * 60_000);
    await app.runJobs({ early: true });
    expect(await get(at.connectionId)).toMatchObject({ status: 'added', account: null });
  });

  it('of a browser with two windows open ends both, as it names no owner', async () => {
    const browser = new EndUserBrowser(app);
    const first = await browser.toProvider(await createFor(host, 'two'));
    const second = await browser.toProvider(await createFor(host, 'three'));
    expect((await browser.returnFrom(approved(app, first))).data?.handOver ?? null).toBeNull();
    for (const { connectionId } of [first, second]) {
      expect(await get(connectionId)).toMatchObject({ status: 'added', reason: { code: 'several_attempts' } });
    }
  });

  it('never makes a member’s attempt of the same browser active by an end user’s account', async () => {
    const member = await startPending(app, host.admin);
    const browser = new EndUserBrowser(app);
    for (const [name, value] of host.admin.cookies) browser.cookies.set(name, value);
    const at = await browser.toProvider(await createFor(host, 'beside'));
    expect((await browser.returnFrom(approved(app, at))).data?.handOver ?? null).toBeNull();
    expect(await get(member.id)).toMatchObject({ status: 'added' });
    expect(await get(at.connectionId)).toMatchObject({ status: 'added' });
  });
});

it('after all of that only the confirmed account is at the provider', async () => {
  expect(await leftUpstream(app)).toHaveLength(1);
});
