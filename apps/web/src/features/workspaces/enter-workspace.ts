import { useQueryCache } from '@pinia/colada';
import { useRouter } from 'vue-router';
import { api } from '../../app/api.ts';
import { useSession, type Workspace } from '../../app/session.store.ts';
import { workspaceAddress } from '../../app/workspace-address.ts';
import { announce } from '../../shared/announcer.ts';
import { workspaceKeys } from './workspace.queries.ts';
import { invalidate } from '../../shared/invalidate.ts';
import { t } from '../../shared/i18n/t.ts';

/** For switching, creating and joining, which all end with this tab in the workspace. */
export function useEnterWorkspace() {
  const session = useSession();
  const router = useRouter();
  const cache = useQueryCache();

  async function enter(workspace: Workspace) {
    session.chooseHome(workspace);
    await router.push({ name: 'home', params: { workspace: workspaceAddress(workspace) } });
    void invalidate(cache, workspaceKeys.mine());
    announce(t('workspaces.entered', { name: workspace.name }));
  }

  /** Continues wherever the server says: in another workspace of the person, or without one. */
  async function leave(work: () => Promise<unknown>, said: string) {
    await session.withoutRecheck(async () => {
      await work();
      await session.load();
      await router.push('/');
    });
    void invalidate(cache, workspaceKeys.mine());
    announce(session.workspace ? `${said} ${t('workspaces.entered', { name: session.workspace.name })}` : said);
  }

  return {
    leave,
    switchTo: async (id: string) => enter(await api.workspaces.switch.mutate({ id })),
    async create(name: string) {
      const { id } = await api.workspaces.create.mutate({ name });
      await enter(await api.workspaces.switch.mutate({ id }));
    },
    async accept(invitation: string): Promise<Workspace> {
      const { id } = await api.workspaces.acceptInvitation.mutate({ id: invitation });
      const workspace = await api.workspaces.switch.mutate({ id });
      await enter(workspace);
      return workspace;
    },
  };
}
