import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { allPages } from '../shared/all-pages.ts';
import { onTabMessage, tellTabs } from '../shared/tabs.ts';
import { api, type Outputs } from './api.ts';
import { workspaceId } from './workspace-id.ts';

export type Session = Outputs['session']['get'];
export type Workspace = NonNullable<Session['workspace']>;
export type Role = Workspace['role'];

const RANK: Record<Role, number> = { viewer: 0, member: 1, admin: 2, owner: 3 };

/** The signed-in user, and the workspace of this tab. */
export const useSession = defineStore('session', () => {
  const session = shallowRef<Session | null>(null);
  let loading: Promise<void> | null = null;
  let moves = 0;

  const user = computed(() => session.value?.user ?? null);
  const workspace = computed(() => session.value?.workspace ?? null);
  const signedOutByUpdate = computed(() => session.value?.signedOutByUpdate ?? false);
  const installationAdmin = computed(() => session.value?.installationAdmin ?? false);
  const signUp = computed(() => session.value?.signUp ?? 'open');
  const sandbox = computed(() => session.value?.sandbox ?? false);

  /** Loads the session again. A tab that is already in a workspace stays in it; see `enter` for switching. */
  async function load(): Promise<void> {
    const before = session.value;
    const answer = await api.session.get.query();
    const stays = answer.user && answer.user.id === before?.user?.id ? await stillIn(before.workspace) : undefined;
    set(stays ? { ...answer, workspace: stays } : answer);
  }

  /** Another tab may have switched the session to another workspace. */
  async function stillIn(here: Workspace | null): Promise<Workspace | undefined> {
    if (!here) return undefined;
    const { items } = await allPages((from) => api.workspaces.list.query(from));
    return items.find(({ id }) => id === here.id);
  }

  function ensureLoaded(): Promise<void> {
    if (session.value) return Promise.resolve();
    loading ??= load().finally(() => (loading = null));
    return loading;
  }

  function set(answer: Session) {
    session.value = answer;
    workspaceId.value = answer.workspace?.id ?? null;
  }

  /**
   * Checks whether this tab may still show its page, after a response that says otherwise. Leaves by reloading the
   * page, so that nothing of an ended session or a left workspace stays on the screen.
   */
  async function recheck(): Promise<void> {
    if (!session.value?.user || moves > 0) return;
    const now = await api.session.get.query().catch(() => null); // No response: nothing is known, so nothing changes.
    if (!now || moves > 0) return;
    // Another person signed in, in a tab whose message did not reach this one: they must not see this page.
    if (now.user && now.user.id !== session.value?.user?.id) return location.reload();
    if (!now.user) return location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
    const { items } = await allPages((from) => api.workspaces.list.query(from));
    const here = workspace.value?.id;
    if (moves === 0 && here !== undefined && !items.some(({ id }) => id === here)) location.assign('/');
  }

  /** For leaving a workspace on purpose: streams and queries that fail because of it need no recheck. */
  async function withoutRecheck(work: () => Promise<void>): Promise<void> {
    moves += 1;
    try {
      await work();
    } finally {
      moves -= 1;
    }
  }

  /** Sets this tab's workspace, after the server has switched to it. */
  function enter(next: Workspace) {
    if (session.value) set({ ...session.value, workspace: next });
  }

  function forget() {
    if (session.value) set({ ...session.value, user: null, workspace: null, installationAdmin: false });
  }

  function isAtLeast(role: Role): boolean {
    return workspace.value !== null && RANK[workspace.value.role] >= RANK[role];
  }

  return {
    user,
    workspace,
    sandbox,
    installationAdmin,
    signUp,
    signedOutByUpdate,
    load,
    ensureLoaded,
    recheck,
    withoutRecheck,
    enter,
    forget,
    isAtLeast,
  };
});

/** Tells the other tabs that an account signed in or out here. */
export function announceSignIn() {
  tellTabs({ type: 'session-changed' });
}

/** Another tab signed in or out: what is on the screen may belong to another account, so the page is reloaded. */
export function followOtherTabs() {
  return onTabMessage((message) => {
    if (message.type === 'session-changed') location.reload();
  });
}
