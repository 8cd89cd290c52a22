import { useQuery } from '@pinia/colada';
import { api, type Outputs } from '../../app/api.ts';
import { workspaceKey } from '../../app/workspace-id.ts';

export type Health = Outputs['system']['health'];
export type HealthCheck = Health['checks'][number];

/** Asked by a button only: it asks the provider, which a page that loads never does. What was found stays for a while. */
export function useHealth() {
  return useQuery({
    key: () => workspaceKey('health'),
    query: async () => ({ ...(await api.system.health.query()), at: new Date().toISOString() }),
    enabled: false,
  });
}
