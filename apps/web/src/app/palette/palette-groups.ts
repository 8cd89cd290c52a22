import type { CommandPaletteGroup } from '@nuxt/ui/components/CommandPalette.vue';
import { computed } from 'vue';
import { useRouter } from 'vue-router';
import { useApps } from '../../features/catalog/app.queries.ts';
import { useWorkspaceApps } from '../../features/connections/workspace-apps.ts';
import { useEnterWorkspace } from '../../features/workspaces/enter-workspace.ts';
import { useWorkspaces } from '../../features/workspaces/workspace.queries.ts';
import { useFailureToast } from '../../shared/failure-toast.ts';
import { useDebounced } from '../../shared/useDebounced.ts';
import { useTheme } from '../../shared/useTheme.ts';
import { NAVIGATION, SETTINGS_GROUPS } from '../layout/navigation.ts';
import { useSignOut } from '../layout/sign-out.ts';
import { useSession } from '../session.store.ts';
import { isKeyListOpen } from './palette-state.ts';
import { t } from '../../shared/i18n/t.ts';

/** Apps of the catalog that are shown at most. */
const MOST_APPS = 6;

/** What the command palette finds: pages, connections, apps of the catalog, workspaces and commands. */
export function usePaletteGroups(close: () => void) {
  const router = useRouter();
  const session = useSession();
  const failed = useFailureToast();
  const { typed, settled } = useDebounced();

  const go = (to: Parameters<typeof router.push>[0]) => () => {
    close();
    void router.push(to);
  };
  const run = (work: () => unknown) => () => {
    close();
    work();
  };

  const pages = computed(() => [
    ...NAVIGATION.map(({ name, title, icon }) => ({ label: t(title), icon, onSelect: go({ name }) })),
    ...SETTINGS_GROUPS.filter(({ installation }) => !installation || session.installationAdmin).flatMap(
      ({ title: group, pages: settings }) =>
        settings.map(({ name, title }) => ({
          label: t(title),
          suffix: t('app.ofSettings', { group: t(group) }),
          icon: 'i-lucide-settings',
          onSelect: go({ name }),
        })),
    ),
    { label: t('app.account'), icon: 'i-lucide-settings-2', onSelect: go({ name: 'account' }) },
  ]);

  const { connections } = useWorkspaceApps();
  const connected = computed(() =>
    connections.value.map(({ id, name, label }) => ({
      label: label ? `${name} · ${label}` : name,
      icon: 'i-lucide-cable',
      onSelect: go({ name: 'connection', params: { id } }),
    })),
  );

  const { items: found } = useApps(() => ({
    search: settled.value,
    category: null,
    sort: 'popular',
    needsSetup: null,
  }));
  const apps = computed(() =>
    found.value.slice(0, MOST_APPS).map(({ slug, name, categories }) => ({
      label: name,
      suffix: categories[0]?.name ?? '',
      icon: 'i-lucide-layout-grid',
      onSelect: go({ name: 'marketplace', query: { app: slug } }),
    })),
  );

  const { data: mine } = useWorkspaces();
  const { switchTo } = useEnterWorkspace();
  const workspaces = computed(() =>
    (mine.value?.items ?? [])
      .filter(({ id }) => id !== session.workspace?.id)
      .map(({ id, name }) => ({
        label: name,
        icon: 'i-lucide-blocks',
        onSelect: run(() => switchTo(id).catch((error: unknown) => failed(t('workspaces.switchFailed'), error))),
      })),
  );

  const { choose, isDark } = useTheme();
  const signOut = useSignOut();
  const commands = computed(() => [
    {
      label: isDark.value ? t('app.lightTheme') : t('app.darkTheme'),
      icon: isDark.value ? 'i-lucide-sun' : 'i-lucide-moon',
      onSelect: run(() => choose(isDark.value ? 'light' : 'dark')),
    },
    { label: t('app.showKeys'), icon: 'i-lucide-keyboard', onSelect: run(() => (isKeyListOpen.value = true)) },
    { label: t('app.signOut'), icon: 'i-lucide-log-out', onSelect: run(() => void signOut()) },
  ]);

  const groups = computed<CommandPaletteGroup[]>(() => [
    { id: 'pages', label: t('app.pages'), items: pages.value },
    { id: 'connections', label: t('app.connections'), items: connected.value },
    // The server has searched them, and forgives typos.
    { id: 'apps', label: t('app.apps'), items: apps.value, ignoreFilter: true },
    { id: 'workspaces', label: t('app.switchWorkspace'), items: workspaces.value },
    { id: 'commands', label: t('app.commands'), items: commands.value },
  ]);
  return { groups, typed };
}
