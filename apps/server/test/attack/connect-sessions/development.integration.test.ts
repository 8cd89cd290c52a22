import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { codeOf, type TestBrowser } from '../../support/test-browser.ts';
import { newService } from '../../support/test-service.ts';

/** C5: addresses of a person's own machine, where the installation is not on it. */
let app: TestApp;
let admin: TestBrowser;

beforeAll(async () => {
  app = await startTestApp({ env: { PUBLIC_URL: 'https://patchbay.example' } });
  admin = await app.admin('Irene');
});
afterAll(() => app[Symbol.asyncDispose]());

const HOSTS = ['http://localhost:5173', 'http://127.0.0.1:4700', 'http://[::1]:3000'];
const add = (who: TestBrowser, origin: string) =>
  who.trpc.connectHosts.add.mutate({ origin, returnUrls: [`${origin}/done`] });
const mark = (id: string, isDevelopment: boolean) =>
  admin.trpc.provisioning.setDevelopment.mutate({ id, isDevelopment });

it('are refused in any workspace that is not marked for development', async () => {
  const ada = await app.person('Ada');
  for (const origin of HOSTS) expect(await codeOf(add(ada, origin))).toBe('INPUT_INVALID');
  expect(await codeOf(ada.trpc.provisioning.setDevelopment.mutate({ id: ada.workspaceId, isDevelopment: true }))).toBe(
    'INSTALLATION_ADMIN_ONLY',
  );
});

it('may be approved in one that is, and make no session once the mark is gone', async () => {
  const ada = await app.person('Ada');
  expect(await mark(ada.workspaceId, true)).toMatchObject({ isDevelopment: true });
  const service = await newService(ada, ['connect-sessions:write']);
  const [origin = ''] = HOSTS;
  const { host } = await add(ada, origin);
  const create = () =>
    codeOf(
      service.connectSessions.create.mutate({ endUser: { id: 'u1' }, returnUrl: `${origin}/done`, origins: [origin] }),
    );
  expect(await create()).toBe('INPUT_INVALID');
  await admin.trpc.connectHosts.approve.mutate({ id: host.id });
  expect(await create()).toBe('ok');
  await mark(ada.workspaceId, false);
  expect(await create()).toBe('INPUT_INVALID');
});

it('cannot prove themselves by a file: the server would ask its own machine', async () => {
  const ada = await app.person('Ada');
  await mark(ada.workspaceId, true);
  const asked = vi.fn<RequestListener>((_req, res) => res.end(ada.workspaceId));
  const server = createServer(asked);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { host } = await add(ada, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(await codeOf(ada.trpc.connectHosts.verify.mutate({ id: host.id }))).toBe('CONNECT_HOST_UNPROVED');
  expect(asked).not.toHaveBeenCalled();
  server.close();
});

it('are refused for all workspaces together, whatever one is marked as', async () => {
  const shared = { origin: 'http://localhost:5173', returnUrls: ['http://localhost:5173/done'] };
  expect(await codeOf(admin.trpc.connectHosts.addShared.mutate(shared))).toBe('INPUT_INVALID');
});
