import type { RouteLocation, RouteLocationRaw, Router } from 'vue-router';
import { findWorkspaceOf } from './find-workspace-of.ts';
import { useSession, type Workspace } from './session.store.ts';
import { workspaceAddress } from './workspace-address.ts';

type Session = ReturnType<typeof useSession>;

/** Decides who sees a page, and puts the tab into the workspace that the address names. */
export function guardPages(router: Router, open = (path: string) => location.assign(path)): void {
  router.beforeEach(async (to) => {
    const session = useSession();
    await session.ensureLoaded().catch((error: unknown) => {
      // Pages for everyone are shown even if the server cannot say who is signed in.
      if (to.meta.access !== 'any') throw error;
    });
    const former = formerAddress(router, to);
    if (former) return session.user ? intoWorkspace(session, { to, former }) : signIn(to, former);
    if (to.name === 'return') return enterReturn(session, to);
    if (to.meta.access === 'any') return true;
    if (to.meta.access === 'out') return session.user ? '/' : true;
    if (!session.user) return signIn(to, to);
    return to.params.workspace === undefined ? true : enterWorkspace(session, { to, open });
  });
}

/** The page of a workspace that had this address before addresses named the workspace, or that still is written so. */
function formerAddress(router: Router, to: RouteLocation): RouteLocation | null {
  if (to.name !== 'not-found') return null;
  const inside = router.resolve(`/w/-${to.fullPath}`);
  return inside.name === 'not-found' || inside.name === 'workspace-unknown' ? null : inside;
}

interface Former {
  to: RouteLocation;
  former: RouteLocation;
}

async function intoWorkspace(session: Session, { to, former }: Former): Promise<RouteLocationRaw> {
  const here = session.workspace ?? session.home;
  if (!here) return { name: 'welcome' };
  const workspace = (await findWorkspaceOf(former, here)) ?? here;
  return { path: `/w/${workspaceAddress(workspace)}${to.path}`, query: to.query, hash: to.hash, replace: true };
}

/** The page of a consent window has no workspace in its address, only a connection. */
async function enterReturn(session: Session, to: RouteLocation): Promise<true> {
  const here = session.workspace ?? session.home;
  if (session.user && here) session.enter((await findWorkspaceOf(to, here)) ?? here);
  return true;
}

interface Entry {
  to: RouteLocation;
  open: (path: string) => void;
}

async function enterWorkspace(session: Session, { to, open }: Entry): Promise<RouteLocationRaw | boolean> {
  const workspace = await session.find(String(to.params.workspace));
  if (!workspace) return to.name === 'workspace-unknown' ? true : notMember(to);
  // A page load and not a navigation: of what this tab knows and has begun, nothing belongs to another workspace.
  if (session.workspace && session.workspace.id !== workspace.id) {
    open(to.fullPath);
    return false;
  }
  if (to.name === 'workspace-unknown' || (to.meta.installation && !session.installationAdmin)) {
    session.enter(workspace);
    return { name: 'not-found', params: { rest: to.path.slice(1).split('/') } };
  }
  return inPlace(session, { to, workspace });
}

function inPlace(session: Session, { to, workspace }: { to: RouteLocation; workspace: Workspace }) {
  if (session.workspace?.id !== workspace.id) session.enter(workspace);
  const address = workspaceAddress(workspace);
  if (to.params.workspace === address) return true;
  const path = to.path.replace(/^\/w\/[^/]+/, `/w/${address}`);
  return { path, query: to.query, hash: to.hash, replace: true };
}

function notMember({ path }: RouteLocation): RouteLocationRaw {
  const [, , workspace, ...rest] = path.split('/');
  return { name: 'workspace-unknown', params: { workspace, rest } };
}

const STARTS = ['/', '/home', '/marketplace'];

/** Visitors who arrive at the start page or with an invitation mostly have no account yet. */
function signIn({ fullPath, path }: RouteLocation, { name }: RouteLocation): RouteLocationRaw {
  const isStart = STARTS.includes(path);
  const page = isStart || name === 'invitation' ? 'sign-up' : 'sign-in';
  return { name: page, query: isStart ? {} : { next: fullPath } };
}
