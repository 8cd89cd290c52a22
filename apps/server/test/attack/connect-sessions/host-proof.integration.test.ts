import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aHost, createFor, type Host } from '../../support/connect-session.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { codeOf, type TestBrowser } from '../../support/test-browser.ts';
import { newService } from '../../support/test-service.ts';

/** A host that proves itself by `/.well-known/patchbay-origin`, and what is no proof. */
let app: TestApp;
let admin: TestBrowser;
const servers: Server[] = [];

beforeAll(async () => {
  app = await startTestApp();
  admin = await app.person('Prover');
});
afterAll(async () => {
  for (const server of servers) server.close().closeAllConnections();
  await app[Symbol.asyncDispose]();
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A host that answers the file like this; everything else is not found. */
const hostWith = (answer: RequestListener) =>
  serve((req, res) => {
    if (req.url === '/.well-known/patchbay-origin') answer(req, res);
    else res.writeHead(404).end();
  });

const add = (origin: string, by = admin) => by.trpc.connectHosts.add.mutate({ origin, returnUrls: [`${origin}/back`] });
const sayFor =
  (id: string): RequestListener =>
  (_req, res) =>
    res.end(`another-workspace\r\n ${id} \n`);

async function prove(answer: RequestListener): Promise<string> {
  const { host } = await add(await hostWith(answer));
  return codeOf(admin.trpc.connectHosts.verify.mutate({ id: host.id }));
}

describe('the file', () => {
  it('with the workspace’s id on a line of its own approves the host, for this workspace alone', async () => {
    const origin = await hostWith((req, res) => sayFor(admin.workspaceId)(req, res));
    const { host } = await add(origin);
    expect(host.proof).toEqual({ url: `${origin}/.well-known/patchbay-origin`, content: admin.workspaceId });
    const proved: Host = {
      admin,
      service: await newService(admin, ['connect-sessions:write']),
      origin,
      returnUrl: `${origin}/back`,
      workspaceId: admin.workspaceId,
    };
    expect(await codeOf(createFor(proved, 'u1'))).toBe('INPUT_INVALID');
    const { host: now } = await admin.trpc.connectHosts.verify.mutate({ id: host.id });
    expect(now).toMatchObject({ status: 'approved', approvedHow: 'well_known', isShared: false });
    expect(await codeOf(createFor(proved, 'u1'))).toBe('ok');
    const other = await aHost(app);
    expect(await codeOf(createFor({ ...other, origin, returnUrl: `${origin}/back` }, 'u1'))).toBe('INPUT_INVALID');
  });

  it.each<[string, RequestListener]>([
    ['is missing', (_req, res) => res.writeHead(404).end()],
    ['is empty', (_req, res) => res.end('')],
    ['names another workspace', (_req, res) => res.end('9f1b6f1e-0000-4000-8000-000000000000\n')],
    ['has more on the line', (req, res) => sayFor(`${admin.workspaceId} <br>`)(req, res)],
    ['comes with an error', (_req, res) => res.writeHead(500).end(admin.workspaceId)],
    ['is too large', (_req, res) => res.end(`${'x'.repeat(17 * 1024)}\n${admin.workspaceId}\n`)],
    ['does not come', (req) => req.socket.destroy()],
  ])('that %s proves nothing', async (_, answer) => {
    expect(await prove(answer)).toBe('CONNECT_HOST_UNPROVED');
  });

  it('of another address, to which the host redirects, proves nothing: an open redirect is not its owner’s word', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const origin = await serve((req, res) => {
        if (req.url === '/uploads/by-anyone') sayFor(admin.workspaceId)(req, res);
        else res.writeHead(status, { location: '/uploads/by-anyone' }).end();
      });
      const { host } = await add(origin);
      expect(await codeOf(admin.trpc.connectHosts.verify.mutate({ id: host.id }))).toBe('CONNECT_HOST_UNPROVED');
    }
  });
});

it('no workspace proves, sees or removes the host of another', async () => {
  const { host } = await add(await hostWith((req, res) => sayFor(admin.workspaceId)(req, res)));
  const other = await app.person('Other');
  for (const id of [host.id, crypto.randomUUID()]) {
    expect(await codeOf(other.trpc.connectHosts.verify.mutate({ id }))).toBe('CONNECT_HOST_UNKNOWN');
    expect(await codeOf(other.trpc.connectHosts.remove.mutate({ id }))).toBe('CONNECT_HOST_UNKNOWN');
  }
  expect((await other.trpc.connectHosts.list.query()).items.map(({ id }) => id)).not.toContain(host.id);
  expect((await admin.trpc.connectHosts.list.query()).items.map(({ id }) => id)).toContain(host.id);
});

it('a member who is no admin neither adds nor proves a host', async () => {
  const member = await (await app.person('Member')).join(admin, 'member');
  expect(await codeOf(add('https://member.example', member))).toBe('FORBIDDEN');
  const { host } = await add(await hostWith((_req, res) => res.writeHead(404).end()));
  expect(await codeOf(member.trpc.connectHosts.verify.mutate({ id: host.id }))).toBe('FORBIDDEN');
});
