import type { KeyView } from '@patchbay/contracts';
import { keyStatus, previousSecretUntil } from '../../platform/keys/key-terms.ts';
import type { Actor } from '../access/index.ts';

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
    status: keyStatus(row, now),
    workspaces: row.workspaces,
    otherWorkspaces: row.workspace_count - row.workspaces.length,
    managedHere: row.workspace_id === workspaceId,
    createdBy: { id: row.created_by.id, name: row.created_by.name },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    previousSecretUntil: previousSecretUntil(row, now),
  };
}
