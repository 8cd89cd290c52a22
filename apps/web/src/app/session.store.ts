import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { allPages } from '../shared/all-pages.ts';
import { onTabMessage, tellTabs } from '../shared/tabs.ts';
import { api, type Outputs } from './api.ts';
import { workspaceAt } from './workspace-address.ts';
import { workspaceId } from './workspace-id.ts';

export type Session = Outputs['session']['get'];
export type Workspace = NonNullable<Session['workspace']>;
export type Role = Workspace['role'];

const RANK: Record<Role, number> = { viewer: 0, member: 1, admin: 2, owner: 3 };

/** The signed-in user, and the workspace of this tab, which is the one in its address. */
export const useSession = defineStore('session', () => {
  const session = shallowRef<Session | null>(null);
  const workspace = shallowRef<Workspace | null>(null);
  let loading: Promise<void> | null = null;
  let moves = 0;

  const user = computed(() => session.value?.user ?? null);
  /** Where addresses without a workspace lead: the one that this person chose last. */
  const home = computed(() => session.value?.workspace ?? null);
  const signedOutByUpdate = computed(() => session.value?.signedOutByUpdate ?? false);
  const installationAdmin = computed(() => session.value?.installationAdmin ?? false);
  const signUp = computed(() => session.value?.signUp ?? 'open');
  /** The address that this installation is set up for. */
  const publicUrl = computed(() => session.value?.publicUrl ?? null);
  const sandbox = computed(() => session.value?.sandbox ?? false);

  /** Loads the session again. A tab stays in its workspace as long as this person is a member of it. */
  async function load(): Promise<void> {
    const before = { user: user.value, here: workspace.value };
    const answer = await api.session.get.query();
    const stays = before.here && answer.user?.id === before.user?.id ? await membershipOf(before.here.id) : undefined;
    session.value = answer;
    enter(stays ?? null);
  }

  async function membershipOf(id: string): Promise<Workspace | undefined> {
    return (await memberships()).find((mine) => mine.id === id);
  }

  /** The workspace in an address, if this person is a member of it. */
  async function find(address: string): Promise<Workspace | undefined> {
    const known = [workspace.value, home.value].filter((each) => each !== null);
    return workspaceAt(address, known) ?? workspaceAt(address, await memberships());
  }

  function ensureLoaded(): Promise<void> {
    if (session.value) return Promise.resolve();
    loading ??= load().finally(() => (loading = null));
    return loading;
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
    const here = workspace.value?.id;
    if (here === undefined || (await membershipOf(here)) || moves > 0) return;
    // The address stays, and says that this person is not a member.
    location.reload();
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

  /** Sets this tab's workspace, to the one in its address. */
  function enter(next: Workspace | null) {
    workspace.value = next;
    workspaceId.value = next?.id ?? null;
  }

  /** The server remembers what this person chose last. */
  function chooseHome(next: Workspace) {
    if (session.value) session.value = { ...session.value, workspace: next };
  }

  function forget() {
    if (session.value) session.value = { ...session.value, user: null, workspace: null, installationAdmin: false };
    enter(null);
  }

  function isAtLeast(role: Role): boolean {
    return workspace.value !== null && RANK[workspace.value.role] >= RANK[role];
  }

  return {
    user,
    workspace,
    home,
    sandbox,
    publicUrl,
    installationAdmin,
    signUp,
    signedOutByUpdate,
    load,
    ensureLoaded,
    recheck,
    withoutRecheck,
    find,
    enter,
    chooseHome,
    forget,
    isAtLeast,
  };
});

async function memberships(): Promise<Workspace[]> {
  return (await allPages((from) => api.workspaces.list.query(from))).items;
}

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
