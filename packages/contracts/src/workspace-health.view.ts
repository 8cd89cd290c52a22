import { z } from 'zod';
import { HEALTH_LEVELS } from './connection-health.view.ts';

/** The parts of a workspace, and of the installation that it runs on. Permanent, like the codes below. */
export const FINDING_PARTS = ['provider', 'webhook', 'webhook_secret', 'endpoint', 'connection', 'catalog'] as const;

export const FINDING_CODES = [
  'provider_key_rejected',
  'provider_permission_missing',
  'provider_unreachable',
  'provider_busy',
  'provider_unexpected',
  'webhook_missing',
  'webhook_elsewhere',
  'webhook_secret_missing',
  'endpoint_off',
  'endpoint_failing',
  'grant_ended',
  'trigger_stopped',
  'calls_failing',
  'catalog_syncing',
  'catalog_empty',
  'catalog_failing',
  'catalog_stale',
] as const;

export type FindingPart = (typeof FINDING_PARTS)[number];

export type FindingCode = (typeof FINDING_CODES)[number];

/** One thing that does not work, or, with the level `healthy`, that is worth knowing. */
export const healthFindingSchema = z
  .object({
    level: z.enum(HEALTH_LEVELS),
    part: z.enum(FINDING_PARTS),
    code: z.enum(FINDING_CODES),
    message: z.string().describe('What is wrong, in a sentence for a person.'),
    remedy: z.string().describe('What to do about it.'),
    subject: z
      .object({ id: z.string(), name: z.string(), label: z.string(), app: z.string().nullable() })
      .nullable()
      .describe('The endpoint or connection that it is about; `app` is the slug of a connection’s app.'),
    since: z.iso.datetime().nullable(),
    count: z.int().nullable().describe('Waiting deliveries of an endpoint, or stopped triggers of a connection.'),
  })
  .meta({ id: 'HealthFinding' });

export type HealthFinding = z.infer<typeof healthFindingSchema>;

/** The health of everything that a workspace depends on. */
export const workspaceHealthSchema = z
  .object({
    level: z.enum(HEALTH_LEVELS).describe('Of the worst finding; `inactive`: nothing is connected.'),
    findings: z.array(healthFindingSchema).describe('The worst first; of connections at most 50.'),
    connections: z.object({
      active: z.int(),
      pending: z.int(),
      expired: z.int(),
      added: z.int(),
      needAttention: z.int().describe('Expired ones, and active ones of which a part does not work.'),
    }),
    endpoints: z
      .object({ total: z.int(), failing: z.int().describe('Those that fail, or were turned off for it.') })
      .describe('The workspace’s own.'),
    catalog: z
      .object({
        apps: z.int(),
        lastSyncedAt: z.iso.datetime().nullable(),
        isSyncing: z.boolean().describe('Whether a sync waits or runs.'),
      })
      .describe('The copy of the provider’s apps that the installation has.'),
  })
  .meta({ id: 'WorkspaceHealth' });

export type WorkspaceHealth = z.infer<typeof workspaceHealthSchema>;
