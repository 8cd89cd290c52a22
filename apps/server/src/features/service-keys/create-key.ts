import { z } from 'zod';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { Access } from '../workspaces/access.ts';
import { membershipsOf } from '../workspaces/membership.ts';
import { isAtLeast } from '../workspaces/roles.ts';
import { formatToken } from './key-token.ts';
import { keyViewSchema, scopesSchema } from './key.view.ts';
import { readKeyView } from './read-keys.ts';
import type { ServiceKeysDeps } from './service-keys.deps.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export const createKeyInput = z.object({
  /** Shown in the history beside everything it does. */
  name: z.string().trim().min(1).max(60),
  scopes: scopesSchema,
  /** Other workspaces it may act in besides this one; the creator must be an admin in each. */
  workspaceIds: z.array(idSchema).max(100).default([]),
  /** Null: until it is revoked. */
  expiresInDays: z.int().min(1).max(730).nullable().default(90),
});

export const secretOutput = z.object({
  key: keyViewSchema,
  /** What the service sends as its bearer token. Shown this once: only a hash of it is kept. */
  token: z.string(),
});

/** Makes a key that this workspace manages. */
export async function createKey(
  deps: ServiceKeysDeps,
  access: Access,
  input: z.infer<typeof createKeyInput>,
): Promise<z.infer<typeof secretOutput>> {
  const workspaceIds = [...new Set([access.workspaceId, ...input.workspaceIds])];
  await requireAdminIn(access, workspaceIds);
  const [id, secret] = [deps.newId(), deps.newSecret()];
  await access.em.transactional(async (tx) => {
    await executeSql(
      tx,
      `insert into service_keys (id, workspace_id, name, scopes, secret_hash, created_by, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        access.workspaceId,
        input.name,
        [...new Set(input.scopes)],
        hashSecret(secret),
        JSON.stringify(access.actor),
        deps.clock.now(),
        expiryOf(deps, input),
      ],
    );
    const allow = `insert into service_key_workspaces (workspace_id, key_id) select unnest($1::text[]), $2`;
    await executeSql(tx, allow, [workspaceIds, id]);
  });
  return { key: await readKeyView(deps, access, id), token: formatToken({ id, secret }) };
}

/** A workspace that the creator is not in looks like one that does not exist. */
async function requireAdminIn({ em, actor }: Access, workspaceIds: string[]): Promise<void> {
  const memberships = await membershipsOf(em, actor.id);
  for (const id of workspaceIds) {
    const membership = memberships.find(({ workspaceId }) => workspaceId === id);
    if (!membership) throw new AppError('WORKSPACE_UNKNOWN');
    if (!isAtLeast(membership.role, 'admin')) throw new AppError('FORBIDDEN');
  }
}

function expiryOf({ clock }: ServiceKeysDeps, { expiresInDays }: z.infer<typeof createKeyInput>): Date | null {
  return expiresInDays === null ? null : new Date(clock.now().getTime() + expiresInDays * DAY_MS);
}
