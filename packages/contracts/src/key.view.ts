import { z } from 'zod';
import { personSchema } from './connection.view.ts';
import { SCOPES } from './scopes.ts';

export const scopesSchema = z.array(z.enum(SCOPES)).min(1).max(SCOPES.length);

/** ISO 8601 in UTC. */
const instant = z.iso.datetime();

/** A service key as admins see it. Its secret is in no view. */
export const keyViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: scopesSchema,
  status: z.enum(['live', 'expired', 'revoked']),
  /** The workspaces it may act in, as far as the reader is a member of them. */
  workspaces: z.array(
    z
      .object({ id: z.string(), name: z.string().describe('The name of the workspace.') })
      .meta({ id: 'NamedWorkspace' }),
  ),
  /** How many more workspaces it may act in. */
  otherWorkspaces: z.int(),
  /** Whether this workspace manages it; other workspaces can only end its access to them. */
  managedHere: z.boolean(),
  createdBy: personSchema,
  createdAt: instant,
  expiresAt: instant.nullable(),
  /** Precise to the minute. */
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** Until when the secret before the last rotation is valid too. */
  previousSecretUntil: instant.nullable(),
});

export type KeyView = z.infer<typeof keyViewSchema>;
