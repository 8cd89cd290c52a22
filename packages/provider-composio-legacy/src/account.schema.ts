import { z } from 'zod';
import { type Account, type AccountStatus, identityOf } from '@patchbay/provider';

const STATUSES = {
  INITIATED: 'initiated',
  ACTIVE: 'active',
  FAILED: 'failed',
  EXPIRED: 'expired',
} as const satisfies Record<string, AccountStatus>;

/** The fields of a connection that we use, from a list or a single read: the owner has two names. */
export const connectionSchema = z.object({
  id: z.string().min(1).max(128),
  status: z.enum(Object.keys(STATUSES) as (keyof typeof STATUSES)[]),
  appName: z.string(),
  integrationId: z.string().nullish(),
  entityId: z.string().nullish(),
  clientUniqueUserId: z.string().nullish(),
  enabled: z.boolean().nullish(),
  isDisabled: z.boolean().nullish(),
  labels: z.array(z.unknown()).nullish(),
  createdAt: z.coerce.date().nullish(),
  connectionParams: z.record(z.string(), z.unknown()).nullish(),
});

/** v1 has no reasons, and shows a revoked account as expired. A disabled one keeps its status. */
export function toAccount(wire: z.infer<typeof connectionSchema>): Account {
  const status = STATUSES[wire.status];
  const disabled = wire.isDisabled === true || wire.enabled === false;
  return {
    id: wire.id,
    status: disabled && status === 'active' ? 'inactive' : status,
    statusReason: null,
    appSlug: wire.appName.toLowerCase(),
    workspaceId: wire.entityId ?? wire.clientUniqueUserId ?? null,
    authConfigId: wire.integrationId ?? null,
    authScheme: null,
    scopes: { requested: null, granted: null },
    identity: identityOf(wire.connectionParams ?? {}),
  };
}
