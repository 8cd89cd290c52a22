import { onScopeDispose, ref } from 'vue';
import { usePolling } from '../../shared/usePolling.ts';
import { useWorkspaceHealth } from './workspace-health.queries.ts';

/** Milliseconds. Changes of connections arrive at once; endpoints and the provider fail without one. */
const EVERY_MS = 60_000;

/** Keeps the health current while this tab is visible. For the layout, once. */
export function useHealthPolling(): void {
  const { refetch } = useWorkspaceHealth();
  const isVisible = ref(document.visibilityState === 'visible');
  const look = () => (isVisible.value = document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', look);
  onScopeDispose(() => document.removeEventListener('visibilitychange', look));
  usePolling(refetch, isVisible, EVERY_MS);
}
