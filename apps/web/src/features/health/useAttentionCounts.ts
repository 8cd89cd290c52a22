import { computed } from 'vue';
import { useWorkspaceHealth } from './workspace-health.queries.ts';

/** How many things need attention, by the page on which a person acts on them. */
export function useAttentionCounts() {
  const { data } = useWorkspaceHealth();
  return computed<Record<string, number>>(() => {
    if (!data.value) return {};
    const { connections, endpoints } = data.value;
    return { applications: connections.needAttention, endpoints: endpoints.failing, general: endpoints.failing };
  });
}
