import type { RouteLocation } from 'vue-router';
import { allPages } from '../shared/all-pages.ts';
import { api } from './api.ts';
import { inWorkspace } from './per-workspace.ts';
import type { Workspace } from './session.store.ts';

/** Fails in every workspace that does not have what the address names. */
type Ask = (workspace: Workspace) => Promise<unknown>;

/**
 * The workspace of this person that has what an address names, for addresses that name no workspace. `here` is asked
 * first. Undefined if the address could be any workspace’s, or none has it.
 */
export async function findWorkspaceOf(page: RouteLocation, here: Workspace): Promise<Workspace | undefined> {
  const ask = questionOf(page);
  if (!ask) return undefined;
  const { items } = await allPages((from) => api.workspaces.list.query(from));
  const others = items.filter(({ id }) => id !== here.id);
  // Most people have one workspace, and need not wait.
  if (others.length === 0 || (await has(ask, here))) return undefined;
  const found = await Promise.all(others.map(async (other) => ((await has(ask, other)) ? [other] : [])));
  return found.flat()[0];
}

function questionOf({ name, params, query }: RouteLocation): Ask | null {
  const id = name === 'connection' ? params.id : query.connection;
  if (name === 'events' && typeof query.event === 'string') return askForEvent(query.event);
  if (name === 'endpoint') return askForEndpoint(String(params.id));
  return typeof id === 'string' && id !== '' ? askForConnection(id) : null;
}

const askForConnection =
  (id: string): Ask =>
  (workspace) =>
    api.connections.get.query({ id }, inWorkspace(workspace.id));

const askForEvent =
  (id: string): Ask =>
  (workspace) =>
    api.events.get.query({ id }, inWorkspace(workspace.id));

const askForEndpoint =
  (id: string): Ask =>
  async (workspace) => {
    const { items } = await allPages((from) => api.endpoints.list.query(from, inWorkspace(workspace.id)));
    if (!items.some((endpoint) => endpoint.id === id)) throw new Error('Another workspace’s endpoint');
  };

function has(ask: Ask, workspace: Workspace): Promise<boolean> {
  return ask(workspace).then(
    () => true,
    // Whatever the reason: the page itself says why it cannot be shown.
    () => false,
  );
}
