import { useQuery } from '@pinia/colada';
import { api, type Outputs } from '../../app/api.ts';

export type Health = Outputs['system']['health'];
export type HealthCheck = Health['checks'][number];

/**
 * Runs only on a button, because it calls the provider, which page loads never do. The result is cached for a while.
 * It is the same in every workspace, so the key contains none; otherwise the start of the live stream, which
 * refetches the whole workspace, would drop a running check.
 */
export function useHealth() {
  return useQuery({
    key: ['installation', 'health'],
    query: async () => ({ ...(await api.system.health.query()), at: new Date().toISOString() }),
    enabled: false,
  });
}
