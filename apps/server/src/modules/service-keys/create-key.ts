import { isAtLeast, keyViewSchema, scopesSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { hashSecret } from '../../platform/crypto/secret.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { expiresInDays, expiryOf } from '../../platform/keys/key-terms.ts';
import { plainText } from '../../platform/plain-text.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { db } from '../../platform/orm/tables.ts';
import { jsonValue } from '../../platform/orm/json-value.ts';
import { count } from '../../platform/orm/expressions.ts';
import { type Access, lockWorkspace } from '../access/index.ts';
import { formatToken } from './key-token.ts';
import { readKeyView } from './read-keys.ts';
import { rolesIn } from './roles-in.ts';
import type { ServiceKeysDeps } from './service-keys.deps.ts';

/** Active keys that a workspace may manage. */
const MAX_LIVE = 100;

export const createKeyInput = inputObject({
  /** Shown in the history next to everything the key does. */
  name: plainText(60).min(1),
  scopes: scopesSchema,
  /** Other workspaces it may act in besides this one; a person who creates it must be an admin in each. */
  workspaceIds: z.array(idSchema).max(100).default([]),
  expiresInDays,
});

export const secretOutput = z
  .object({
    key: keyViewSchema,
    /** The service's bearer token. Returned only here: only its hash is stored. */
    token: z.string(),
  })
  .meta({ id: 'KeyWithToken' });

/** Creates a key that this workspace manages. Throws LIMIT_REACHED when people have made a hundred active keys in it. */
export async function createKey(
  deps: ServiceKeysDeps,
  access: Access,
  input: z.infer<typeof createKeyInput>,
): Promise<z.infer<typeof secretOutput>> {
  const workspaceIds = [...new Set([access.workspaceId, ...input.workspaceIds])];
  const [id, secret] = [deps.newId(), deps.newSecret()];
  await access.em.transactional(async (tx) => {
    await lockWorkspace(tx, access.workspaceId);
    if (access.actor.kind === 'user') await requireRoom(deps, tx, access.workspaceId);
    await requireAdminIn(tx, access.actor, workspaceIds);
    await insertKey(deps, tx, { ...input, access, id, secret });
    const reached = workspaceIds.map((workspaceId) => ({ workspace_id: workspaceId, key_id: id }));
    await db(tx).insertInto('service_key_workspaces').values(reached).execute();
  });
  return { key: await readKeyView(deps, access, id), token: formatToken({ id, secret }) };
}

interface NewKey extends z.infer<typeof createKeyInput> {
  access: Access;
  id: string;
  secret: string;
}

async function insertKey(
  deps: ServiceKeysDeps,
  tx: EntityManager,
  { access: { workspaceId, actor }, id, secret, ...input }: NewKey,
): Promise<void> {
  const made = { created_by: jsonValue(actor), created_at: deps.clock.now(), shown_to: [actor.id] };
  await db(tx)
    .insertInto('service_keys')
    .values({
      id,
      workspace_id: workspaceId,
      name: input.name,
      scopes: [...new Set(input.scopes)],
      secret_hash: hashSecret(secret),
      expires_at: expiryOf(input.expiresInDays, deps.clock.now()),
      ...made,
    })
    .execute();
}

/** A workspace that the creator is not a member of looks like one that does not exist. */
async function requireAdminIn(tx: EntityManager, actor: Access['actor'], workspaceIds: string[]): Promise<void> {
  const roles = await rolesIn(tx, { actor, workspaceIds });
  for (const id of workspaceIds) {
    const role = roles.get(id);
    if (!role) throw new AppError('WORKSPACE_UNKNOWN');
    if (!isAtLeast(role, 'admin')) throw new AppError('FORBIDDEN');
  }
}

async function requireRoom({ clock }: ServiceKeysDeps, tx: EntityManager, workspaceId: string): Promise<void> {
  const live = await db(tx)
    .selectFrom('service_key_workspaces as w')
    .innerJoin('service_keys as k', 'k.id', 'w.key_id')
    .select(count.as('count'))
    .where('w.workspace_id', '=', workspaceId)
    .where('k.workspace_id', '=', workspaceId)
    .where('k.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('k.expires_at', 'is', null), eb('k.expires_at', '>', clock.now())]))
    .executeTakeFirstOrThrow();
  if (live.count >= MAX_LIVE) throw new AppError('LIMIT_REACHED');
}
