import { z } from 'zod';
import { type Account, type AccountStatus, identityOf, scopesIn } from '@patchbay/provider';

const STATUSES = {
  INITIALIZING: 'initializing',
  INITIATED: 'initiated',
  ACTIVE: 'active',
  FAILED: 'failed',
  EXPIRED: 'expired',
  INACTIVE: 'inactive',
  REVOKED: 'revoked',
} as const satisfies Record<string, AccountStatus>;

/** The fields of a connected account that we use. Composio has announced the removal of `user_id`. */
export const accountSchema = z.object({
  id: z.string().min(1).max(128),
  alias: z.string().nullish(),
  user_id: z.string().nullish(),
  status: z.enum(Object.keys(STATUSES) as (keyof typeof STATUSES)[]),
  status_reason: z.string().nullish(),
  toolkit: z.object({ slug: z.string() }),
  auth_config: z.object({ id: z.string(), auth_scheme: z.string().nullish() }).nullish(),
  requested_scopes: z.array(z.string()).nullish(),
  state: z.object({ val: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  /** Deprecated, and redacted in most responses. */
  data: z.record(z.string(), z.unknown()).nullish(),
});

type WireAccount = z.infer<typeof accountSchema>;

export function toAccount(wire: WireAccount): Account {
  return {
    id: wire.id,
    status: STATUSES[wire.status],
    statusReason: wire.status_reason ?? null,
    appSlug: wire.toolkit.slug.toLowerCase(),
    workspaceId: wire.user_id ?? null,
    authConfigId: wire.auth_config?.id ?? null,
    authScheme: wire.auth_config?.auth_scheme ?? null,
    scopes: { requested: scopesIn(wire.requested_scopes), granted: scopesIn(wire.state?.val?.['scope']) },
    identity: identityOf(wire.state?.val ?? {}) ?? identityOf(wire.data ?? {}),
  };
}
