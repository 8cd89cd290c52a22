import { isAtLeast, keyViewSchema, scopesSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';
import { plainText } from '../../platform/plain-text.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { type Access, lockWorkspace } from '../access/index.ts';
import { formatToken } from './key-token.ts';
import { readKeyView } from './read-keys.ts';
import { rolesIn } from './roles-in.ts';
import type { ServiceKeysDeps } from './service-keys.deps.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Live keys that a workspace may manage. */
const MOST_LIVE = 100;

export const createKeyInput = inputObject({
  /** Shown in the history beside everything it does. */
  name: plainText(60).min(1),
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

/** Makes a key that this workspace manages. Throws LIMIT_REACHED while it has a hundred live ones. */
export async function createKey(
  deps: ServiceKeysDeps,
  access: Access,
  input: z.infer<typeof createKeyInput>,
): Promise<z.infer<typeof secretOutput>> {
  const workspaceIds = [...new Set([access.workspaceId, ...input.workspaceIds])];
  const [id, secret] = [deps.newId(), deps.newSecret()];
  await access.em.transactional(async (tx) => {
    await lockWorkspace(tx, access.workspaceId);
    await requireRoom(deps, tx, access.workspaceId);
    await requireAdminIn(tx, access.actor.id, workspaceIds);
    await executeSql(
      tx,
      `insert into service_keys (id, workspace_id, name, scopes, secret_hash, created_by, created_at, expires_at, shown_to)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        access.workspaceId,
        input.name,
        [...new Set(input.scopes)],
        hashSecret(secret),
        JSON.stringify(access.actor),
        deps.clock.now(),
        expiryOf(deps, input),
        [access.actor.id],
      ],
    );
    const allow = `insert into service_key_workspaces (workspace_id, key_id) select unnest($1::text[]), $2`;
    await executeSql(tx, allow, [workspaceIds, id]);
  });
  return { key: await readKeyView(deps, access, id), token: formatToken({ id, secret }) };
}

/** A workspace that the creator is not in looks like one that does not exist. */
async function requireAdminIn(tx: EntityManager, userId: string, workspaceIds: string[]): Promise<void> {
  const roles = await rolesIn(tx, { userId, workspaceIds });
  for (const id of workspaceIds) {
    const role = roles.get(id);
    if (!role) throw new AppError('WORKSPACE_UNKNOWN');
    if (!isAtLeast(role, 'admin')) throw new AppError('FORBIDDEN');
  }
}

async function requireRoom({ clock }: ServiceKeysDeps, tx: EntityManager, workspaceId: string): Promise<void> {
  const [live] = await executeSql<{ count: number }>(
    tx,
    `select count(*)::int as count from service_key_workspaces w join service_keys k on k.id = w.key_id
      where w.workspace_id = $1 and k.workspace_id = $1
        and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)`,
    [workspaceId, clock.now()],
  );
  if (live && live.count >= MOST_LIVE) throw new AppError('LIMIT_REACHED');
}

function expiryOf({ clock }: ServiceKeysDeps, { expiresInDays }: z.infer<typeof createKeyInput>): Date | null {
  return expiresInDays === null ? null : new Date(clock.now().getTime() + expiresInDays * DAY_MS);
}
