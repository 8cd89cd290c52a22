// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useSession, type Workspace } from './session.store.ts';
import { workspaceAddress } from './workspace-address.ts';
import { workspaceId } from './workspace-id.ts';

const calls = vi.hoisted(() => ({ session: vi.fn<() => Promise<unknown>>(), list: vi.fn<() => Promise<unknown>>() }));
vi.mock('./api.ts', () => ({
  api: { session: { get: { query: calls.session } }, workspaces: { list: { query: calls.list } } },
}));

const ADA = { id: 'ada', name: 'Ada', email: 'ada@example.com' };
const HERE: Workspace = { id: 'w0000001', name: 'Here', role: 'owner' };
const THERE: Workspace = { id: 'w0000002', name: 'There', role: 'owner' };
const answering = (user: typeof ADA | null, workspace: Workspace | null) =>
  calls.session.mockResolvedValue({ user, workspace, sandbox: false, signedOutByUpdate: false, signUp: 'open' });

beforeEach(async () => {
  setActivePinia(createPinia());
  calls.list.mockReset().mockResolvedValue({ items: [THERE, HERE] });
  answering(ADA, HERE);
  await useSession().ensureLoaded();
  useSession().enter(HERE);
});
afterEach(() => vi.unstubAllGlobals());

describe('loaded again', () => {
  it('a tab stays in its workspace when the person chose another one elsewhere: it once showed one and loaded data of the other', async () => {
    answering(ADA, THERE);
    calls.list.mockResolvedValue({ items: [THERE, { ...HERE, role: 'admin' }] });
    await useSession().load();
    expect(workspaceId.value).toBe(HERE.id);
    expect(useSession().workspace).toEqual({ ...HERE, role: 'admin' });
    expect(useSession().home).toEqual(THERE);
  });

  it('a tab is in no workspace when it has lost access, or belongs to another account', async () => {
    calls.list.mockResolvedValue({ items: [THERE] });
    await useSession().load();
    expect(workspaceId.value).toBeNull();
    calls.list.mockResolvedValue({ items: [THERE, HERE] });
    useSession().enter(HERE);
    answering({ ...ADA, id: 'grace' }, HERE);
    await useSession().load();
    expect(workspaceId.value).toBeNull();
  });
});

describe('after a refusal', () => {
  const reload = vi.fn<() => void>();
  const assign = vi.fn<(path: string) => void>();

  beforeEach(() => {
    vi.stubGlobal('location', { reload, assign, pathname: '/w/here/events', search: '?q=a' });
    reload.mockReset();
    assign.mockReset();
  });

  it('a member who was removed stays at the address, which then says so', async () => {
    await useSession().recheck();
    expect(reload).not.toHaveBeenCalled();
    calls.list.mockResolvedValue({ items: [THERE] });
    await useSession().recheck();
    expect(reload).toHaveBeenCalledOnce();
    expect(assign).not.toHaveBeenCalled();
  });

  it('a tab that leaves its workspace itself does not reload: its message was once lost', async () => {
    calls.list.mockResolvedValue({ items: [THERE] });
    const session = useSession();
    await session.withoutRecheck(() => session.recheck());
    expect(reload).not.toHaveBeenCalled();
  });

  it('a person who was signed out comes back to the same address', async () => {
    answering(null, null);
    await useSession().recheck();
    expect(assign).toHaveBeenCalledExactlyOnceWith('/sign-in?next=%2Fw%2Fhere%2Fevents%3Fq%3Da');
  });
});

describe('the workspace of an address', () => {
  it('is this tab’s, or the last chosen one, without asking', async () => {
    const session = useSession();
    session.chooseHome(THERE);
    calls.list.mockClear();
    expect(await session.find(workspaceAddress(HERE))).toEqual(HERE);
    expect(await session.find(workspaceAddress(THERE))).toEqual(THERE);
    expect(calls.list).not.toHaveBeenCalled();
  });

  it('is looked up among all of this person', async () => {
    const session = useSession();
    expect(await session.find(workspaceAddress(THERE))).toEqual(THERE);
    expect(await session.find('acme-12345678')).toBeUndefined();
  });
});
