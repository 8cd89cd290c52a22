// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useSession } from './session.store.ts';
import { workspaceId } from './workspace-id.ts';

const calls = vi.hoisted(() => ({ session: vi.fn<() => Promise<unknown>>(), list: vi.fn<() => Promise<unknown>>() }));
vi.mock('./api.ts', () => ({
  api: { session: { get: { query: calls.session } }, workspaces: { list: { query: calls.list } } },
}));

const ADA = { id: 'ada', name: 'Ada', email: 'ada@example.com' };
const HERE = { id: 'w1', name: 'Here', role: 'owner' };
const THERE = { id: 'w2', name: 'There', role: 'owner' };
const answering = (user: typeof ADA | null, workspace: typeof HERE | null) =>
  calls.session.mockResolvedValue({ user, workspace, sandbox: false, signedOutByUpdate: false, signUp: 'open' });

beforeEach(async () => {
  setActivePinia(createPinia());
  calls.list.mockReset().mockResolvedValue({ items: [THERE, HERE] });
  answering(ADA, HERE);
  await useSession().ensureLoaded();
});

describe('loaded again', () => {
  it('a tab stays in its workspace when another tab has moved the session: it once showed one and loaded data of the other', async () => {
    answering(ADA, THERE);
    calls.list.mockResolvedValue({ items: [THERE, { ...HERE, role: 'admin' }] });
    await useSession().load();
    expect(workspaceId.value).toBe('w1');
    expect(useSession().workspace).toEqual({ ...HERE, role: 'admin' });
  });

  it('a tab leaves a workspace that it has lost access to', async () => {
    answering(ADA, THERE);
    calls.list.mockResolvedValue({ items: [THERE] });
    await useSession().load();
    expect(workspaceId.value).toBe('w2');
  });

  it('a tab that leaves its workspace itself does not reload: its message was once lost', async () => {
    const assign = vi.fn();
    vi.stubGlobal('location', { assign, pathname: '/', search: '' });
    calls.list.mockResolvedValue({ items: [THERE] });
    const session = useSession();
    await session.withoutRecheck(() => session.recheck());
    expect(assign).not.toHaveBeenCalled();
    await session.recheck();
    expect(assign).toHaveBeenCalledExactlyOnceWith('/');
    answering(ADA, null);
    await session.load();
    await session.recheck();
    expect(assign).toHaveBeenCalledOnce();
    vi.unstubAllGlobals();
  });

  it('another account starts in the workspace that the server returns', async () => {
    answering({ ...ADA, id: 'grace' }, THERE);
    await useSession().load();
    expect(workspaceId.value).toBe('w2');
    answering(null, null);
    await useSession().load();
    expect(workspaceId.value).toBeNull();
  });
});
