import { type InstallationParts, workspaceHealth, type WorkspaceHealth } from '@patchbay/contracts';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Provider } from '@patchbay/provider';
import type { Clock } from '../../platform/clock.ts';
import type { Access } from '../access/index.ts';
import { readCatalogParts } from '../catalog/index.ts';
import { connectionsAtAGlance } from '../connections/index.ts';
import { knowsWebhookSecret } from '../inbound-webhooks/index.ts';
import { endpointsAtAGlance } from '../outbound-webhooks/index.ts';
import { readProviderStatus } from '../provider/index.ts';

export interface WorkspaceHealthDeps {
  orm: MikroORM;
  clock: Clock;
  provider: Pick<Provider, 'identity'>;
  webhookSecrets: readonly string[];
}

/**
 * The health of everything that the workspace depends on, from what is stored: the provider is never asked. Six statements, each of
 * which reads an index or a table of a few rows.
 */
export async function readWorkspaceHealth(
  deps: WorkspaceHealthDeps,
  access: Pick<Access, 'em' | 'workspaceId'>,
): Promise<WorkspaceHealth> {
  const { counts, connections } = await connectionsAtAGlance(access);
  const { counts: endpointCounts, endpoints } = await endpointsAtAGlance(access);
  const { catalog, ...installation } = await installationParts(deps, access);
  const isInUse = counts.active + counts.expired > 0;
  return {
    ...workspaceHealth({ installation: { ...installation, catalog }, connections, endpoints, isInUse }),
    connections: counts,
    endpoints: endpointCounts,
    catalog: {
      apps: catalog.apps,
      lastSyncedAt: catalog.lastSyncedAt?.toISOString() ?? null,
      isSyncing: catalog.isSyncing,
    },
  };
}

type StoredParts = InstallationParts & { catalog: NonNullable<InstallationParts['catalog']> };

async function installationParts(deps: WorkspaceHealthDeps, { em }: Pick<Access, 'em'>): Promise<StoredParts> {
  const status = await readProviderStatus(em);
  return {
    ...status,
    // Before the first answer nothing is known, and so nothing is missing.
    knowsWebhookSecret: status.webhook === 'unknown' || (await knowsWebhookSecret(deps)),
    catalog: await readCatalogParts(em),
    now: deps.clock.now(),
  };
}
