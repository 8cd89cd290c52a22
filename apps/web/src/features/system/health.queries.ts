import { useQuery } from '@pinia/colada';
import { api, type Outputs } from '../../app/api.ts';

export type Health = Outputs['system']['health'];
export type HealthCheck = Health['checks'][number];

/**
 * Runs only on a button: it calls the provider, which loading a page never does. The result is kept for a while.
 * The same in every workspace, so the key contains none: when the live stream begins, everything of the workspace is
 * fetched again, and a check under way would be dropped without another.
 */
export function useHealth() {
  return useQuery({
    key: ['installation', 'health'],
    query: async () => ({ ...(await api.system.health.query()), at: new Date().toISOString() }),
    enabled: false,
  });
}
