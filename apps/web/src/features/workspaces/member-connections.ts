import { api } from '../../app/api.ts';
import { allPages } from '../../shared/all-pages.ts';
import { nameOf } from '../connections/transition-text.ts';

export interface MemberConnection {
  id: string;
  title: string;
  account: string | null;
}

/** What goes on with the accounts of a member: the working connections that they authorized. */
export async function connectionsOf(userId: string): Promise<MemberConnection[]> {
  const { items } = await allPages((from) => api.connections.list.query({ status: 'active', limit: 100, ...from }));
  return items
    .filter(({ connectedBy }) => connectedBy?.id === userId)
    .map((view) => ({ id: view.id, title: nameOf(view), account: view.account?.identity ?? null }));
}

/** Before the member is removed: if one fails, they are still there to be removed again. */
export async function disconnectAll(ids: string[]): Promise<void> {
  for (const id of ids) await api.connections.disconnect.mutate({ id });
}
