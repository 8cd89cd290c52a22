import { useQuery } from '@pinia/colada';
import { api, type Outputs } from '../../app/api.ts';

export type Health = Outputs['system']['health'];
export type HealthCheck = Health['checks'][number];

/**
 * Asked by a button only: it asks the provider, which a page that loads never does. What was found stays for a while.
 * The same in every workspace, so without one in the key: when the live stream begins, everything of the workspace is
 * asked for anew, and a check under way would be dropped without another.
 */
export function useHealth() {
  return useQuery({
    key: ['installation', 'health'],
    query: async () => ({ ...(await api.system.health.query()), at: new Date().toISOString() }),
    enabled: false,
  });
}
