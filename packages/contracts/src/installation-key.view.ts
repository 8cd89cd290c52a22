import { z } from 'zod';
import { INSTALLATION_SCOPES } from './installation-scopes.ts';

export const installationScopesSchema = z.array(z.enum(INSTALLATION_SCOPES)).min(1).max(INSTALLATION_SCOPES.length);

/** ISO 8601 in UTC. */
const instant = z.iso.datetime();

/** An installation key as installation admins see it. Its secret is in no view. */
export const installationKeyViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: installationScopesSchema,
  /** The addresses and networks it may be used from; empty: from everywhere. */
  addresses: z.array(z.string()),
  status: z.enum(['live', 'expired', 'revoked']),
  createdBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: instant,
  expiresAt: instant.nullable(),
  /** Precise to the minute. */
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** Until when the secret before the last rotation is valid too. */
  previousSecretUntil: instant.nullable(),
});

export type InstallationKeyView = z.infer<typeof installationKeyViewSchema>;
