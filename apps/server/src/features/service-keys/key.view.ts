import { z } from 'zod';
import type { Actor } from '../workspaces/access.ts';
import { SCOPES } from '../workspaces/scopes.ts';

export const scopesSchema = z.array(z.enum(SCOPES)).min(1).max(SCOPES.length);

/** ISO 8601 in UTC. */
const instant = z.iso.datetime();
const person = z.object({ id: z.string(), name: z.string() });

/** A service key as admins see it. Its secret is in no view. */
export const keyViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: scopesSchema,
  status: z.enum(['live', 'expired', 'revoked']),
  /** Where it may act, as far as the reader is a member there. */
  workspaces: z.array(z.object({ id: z.string(), name: z.string() })),
  /** How many more workspaces it may act in. */
  otherWorkspaces: z.int(),
  /** Whether this workspace manages it; elsewhere it can only be shut out. */
  managedHere: z.boolean(),
  createdBy: person,
  createdAt: instant,
  expiresAt: instant.nullable(),
  /** To the minute. */
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
  /** Until when the secret before the last rotation is good too. */
  previousSecretUntil: instant.nullable(),
});

export type KeyView = z.infer<typeof keyViewSchema>;

export interface KeyRow {
  id: string;
  workspace_id: string;
  name: string;
  scopes: KeyView['scopes'];
  workspaces: KeyView['workspaces'];
  workspace_count: number;
  created_by: Actor;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  previous_until: Date | null;
}

export function keyView(row: KeyRow, { workspaceId, now }: { workspaceId: string; now: Date }): KeyView {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    status: statusOf(row, now),
    workspaces: row.workspaces,
    otherWorkspaces: row.workspace_count - row.workspaces.length,
    managedHere: row.workspace_id === workspaceId,
    createdBy: { id: row.created_by.id, name: row.created_by.name },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    previousSecretUntil: row.previous_until && row.previous_until > now ? row.previous_until.toISOString() : null,
  };
}

function statusOf({ revoked_at: revoked, expires_at: expires }: KeyRow, now: Date): KeyView['status'] {
  if (revoked) return 'revoked';
  return expires && expires <= now ? 'expired' : 'live';
}
