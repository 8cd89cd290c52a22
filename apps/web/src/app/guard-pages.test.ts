// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import { createMemoryHistory, createRouter, type RouteMeta, type RouteRecordRaw } from 'vue-router';
import { guardPages } from './guard-pages.ts';
import { useSession, type Workspace } from './session.store.ts';

const calls = vi.hoisted(() => ({
  session: vi.fn<() => Promise<unknown>>(),
  list: vi.fn<() => Promise<unknown>>(),
  connection: vi.fn<(input: unknown, options: { context: { workspace: string } }) => Promise<unknown>>(),
}));
vi.mock('./api.ts', () => ({
  api: {
    session: { get: { query: calls.session } },
    workspaces: { list: { query: calls.list } },
    connections: { get: { query: calls.connection } },
  },
}));

const ADA = { id: 'ada', name: 'Ada', email: 'ada@example.com' };
const ACME: Workspace = { id: 'w0000001', name: 'Acme', role: 'owner' };
const ENGINES: Workspace = { id: 'w0000002', name: 'Engines', role: 'member' };
const [ACME_AT, ENGINES_AT] = ['/w/acme-w0000001', '/w/engines-w0000002'];
const answering = (user: typeof ADA | null, workspace: Workspace | null, installationAdmin = false) =>
  calls.session.mockResolvedValue({ user, workspace, installationAdmin, sandbox: false, signUp: 'open' });

const component = { render: () => null };
const page = (path: string, name: string, meta: Partial<RouteMeta> = {}): RouteRecordRaw => ({
  path,
  name,
  meta: { title: 'app.account', ...meta },
  component,
});
const opened = vi.fn<(path: string) => void>();

function aRouter() {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      page('/sign-in', 'sign-in', { access: 'out' }),
      page('/sign-up', 'sign-up', { access: 'out' }),
      page('/welcome', 'welcome', { access: 'signed-in' }),
      page('/invite/:id', 'invitation', { access: 'signed-in' }),
      page('/return/:outcome', 'return', { access: 'any' }),
      { path: '/w/:workspace', redirect: { name: 'marketplace' } },
      page('/w/:workspace/marketplace', 'marketplace'),
      page('/w/:workspace/applications/:id', 'connection'),
      page('/w/:workspace/settings/catalog', 'catalog', { installation: true }),
      page('/w/:workspace/:rest(.*)*', 'workspace-unknown', { access: 'signed-in' }),
      page('/:rest(.*)*', 'not-found', { access: 'any' }),
    ],
  });
  guardPages(router, opened);
  createApp({}).use(router);
  return router;
}

async function visit(path: string, router = aRouter()) {
  await router.push(path);
  const { fullPath, name } = router.currentRoute.value;
  return { at: fullPath, name, workspace: useSession().workspace?.name ?? null };
}

beforeEach(() => {
  setActivePinia(createPinia());
  answering(ADA, ACME);
  calls.list.mockResolvedValue({ items: [ACME, ENGINES], nextCursor: null });
  calls.connection.mockImplementation((_input, { context }) =>
    context.workspace === ENGINES.id ? Promise.resolve({}) : Promise.reject(new Error('unknown')),
  );
});
afterEach(() => opened.mockReset());

describe('an address with a workspace', () => {
  it.each([ACME_AT, '/w/renamed-since-w0000001', '/w/w0000001'])('%s opens it, as it is called now', async (at) => {
    expect(await visit(`${at}/marketplace?q=git#top`)).toEqual({
      at: `${ACME_AT}/marketplace?q=git#top`,
      name: 'marketplace',
      workspace: 'Acme',
    });
  });

  it('opens another workspace than the last chosen one', async () => {
    expect(await visit(`${ENGINES_AT}/marketplace`)).toMatchObject({ name: 'marketplace', workspace: 'Engines' });
  });

  it('loads the page again when this tab shows another workspace, and keeps showing it until then', async () => {
    const router = aRouter();
    await visit(`${ACME_AT}/marketplace`, router);
    expect(await visit(`${ENGINES_AT}/marketplace`, router)).toMatchObject({ workspace: 'Acme' });
    expect(opened).toHaveBeenCalledExactlyOnceWith(`${ENGINES_AT}/marketplace`);
  });

  it('says that the person is not a member, and keeps the address', async () => {
    const at = '/w/secret-w9999999/applications/c1';
    expect(await visit(at)).toEqual({ at, name: 'workspace-unknown', workspace: null });
  });

  it.each(['/nonsense', '/settings/catalog'])('says that there is no page at %s', async (path) => {
    expect(await visit(ACME_AT + path)).toEqual({ at: ACME_AT + path, name: 'not-found', workspace: 'Acme' });
  });

  it('shows pages of the installation to its admins', async () => {
    answering(ADA, ACME, true);
    expect(await visit(`${ACME_AT}/settings/catalog`)).toMatchObject({ name: 'catalog' });
  });

  it('asks a visitor to sign in first', async () => {
    answering(null, null);
    expect(await visit(`${ENGINES_AT}/marketplace`)).toMatchObject({ at: `/sign-in?next=${ENGINES_AT}/marketplace` });
  });
});

describe('an address without a workspace', () => {
  it.each([
    ['/', `${ACME_AT}/marketplace`],
    ['/marketplace?q=git', `${ACME_AT}/marketplace?q=git`],
    ['/applications/c1', `${ENGINES_AT}/applications/c1`],
    ['/sign-in', `${ACME_AT}/marketplace`],
    ['/no/such/page', '/no/such/page'],
  ])('%s leads to %s', async (from, at) => {
    expect(await visit(from)).toMatchObject({ at });
  });

  it('leads to the workspace of this tab, whichever was chosen last', async () => {
    const router = aRouter();
    await visit(`${ENGINES_AT}/marketplace`, router);
    expect(await visit('/marketplace', router)).toMatchObject({ at: `${ENGINES_AT}/marketplace` });
    expect(opened).not.toHaveBeenCalled();
  });

  it('leads a person without a workspace to create one', async () => {
    answering(ADA, null);
    expect(await visit('/')).toMatchObject({ at: '/welcome' });
  });

  it.each([
    ['/', '/sign-up'],
    ['/marketplace', '/sign-up'],
    ['/invite/i1', '/sign-up?next=/invite/i1'],
    ['/applications/c1', '/sign-in?next=/applications/c1'],
  ])('%s leads a visitor to %s', async (from, at) => {
    answering(null, null);
    expect(await visit(from)).toMatchObject({ at });
  });
});

describe('the return from the provider', () => {
  it('is in the workspace of its connection', async () => {
    const at = '/return/connected?connection=c1';
    expect(await visit(at)).toEqual({ at, name: 'return', workspace: 'Engines' });
  });

  it('is shown although the server cannot say who is signed in', async () => {
    calls.session.mockRejectedValue(new Error('down'));
    expect(await visit('/return/denied')).toMatchObject({ name: 'return' });
  });
});
