import { useQuery } from '@pinia/colada';
import { computed, type MaybeRefOrGetter, toValue } from 'vue';
import { api } from '../../app/api.ts';
import { connectionKeys } from './connection.queries.ts';
import { workspaceKey } from '../../app/workspace-id.ts';

/** More than a person would choose from. */
const MAX = 500;

async function fetchConnections() {
  const items: { id: string; app: string; name: string; label: string }[] = [];
  for (let cursor: string | null | undefined; cursor !== null && items.length < MAX;) {
    const page: Awaited<ReturnType<typeof api.connections.list.query>> = await api.connections.list.query({
      limit: 100,
      ...(cursor ? { cursor } : {}),
    });
    items.push(...page.items.map(({ id, app, label }) => ({ id, app: app.slug, name: app.name, label })));
    cursor = page.nextCursor;
  }
  return items;
}

/** The apps of the workspace, as options. */
export function useWorkspaceApps() {
  const { data } = useQuery({ key: () => [...connectionKeys.all(), 'names'], query: fetchConnections });
  const connections = computed(() => data.value ?? []);
  const apps = computed(() => {
    const names = new Map(connections.value.map(({ app, name }) => [app, name]));
    return [...names].map(([slug, name]) => ({ slug, name })).toSorted((a, b) => a.name.localeCompare(b.name));
  });
  return { connections, apps };
}

/** The triggers of some apps, sorted by app and name. */
export function useTriggersOf(apps: MaybeRefOrGetter<string[]>) {
  return useQuery({
    key: () => workspaceKey('triggers-of', toValue(apps).join()),
    query: async () => {
      const pages = await Promise.all(toValue(apps).map((app) => api.apps.triggers.query({ app, limit: 100 })));
      return pages.flatMap(({ items }) => items.map(({ slug, name }) => ({ slug, name })));
    },
    enabled: () => toValue(apps).length > 0,
    staleTime: 10 * 60_000,
  });
}
