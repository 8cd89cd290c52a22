import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { idSchema } from '../../../platform/ids.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access, ShownTo } from '../../access/index.ts';
import { listShownEndpoints, turnOffShownEndpoints } from '../../outbound-webhooks/index.ts';
import { listShownKeys, revokeShownKeys } from '../../service-keys/index.ts';

/** What an admin may have been shown the secret of, and could go on using from outside. */
export const shownAccessSchema = z.object({
  keys: z.array(z.object({ id: z.string(), name: z.string() })),
  endpoints: z.array(z.object({ id: z.string(), url: z.string() })),
});

export type ShownAccess = z.infer<typeof shownAccessSchema>;

/** What stays although a person loses the rights by which they were shown it. Everything else that they know ends. */
export const keptAccess = inputObject({
  keys: z.array(idSchema).max(200).default([]),
  endpoints: z.array(idSchema).max(50).default([]),
}).prefault({});

export type KeptAccess = z.infer<typeof keptAccess>;

/**
 * The live keys and the endpoints of the workspace that this person was shown a secret of. Where it is not known who was,
 * any admin may have been. Throws MEMBER_UNKNOWN for who is not in it.
 */
export async function readShownAccess(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { userId }: { userId: string },
): Promise<ShownAccess> {
  const person = { workspaceId, userId };
  const members = db(em).selectFrom('member').select('id').where('organizationId', '=', workspaceId);
  if (!(await members.where('userId', '=', userId).executeTakeFirst())) throw new AppError('MEMBER_UNKNOWN');
  return { keys: await listShownKeys(em, person), endpoints: await listShownEndpoints(em, person) };
}

/**
 * Ends it, except what is kept. Returns the ids of the keys, which processes have cached. To be called before the person's
 * role ends.
 */
export async function endShownAccess(
  tx: EntityManager,
  person: ShownTo,
  { kept, actor }: { kept: KeptAccess; actor: Access['actor'] },
): Promise<string[]> {
  const keys = await revokeShownKeys(tx, person, { kept: kept.keys, actor });
  await turnOffShownEndpoints(tx, person, kept.endpoints);
  return keys;
}
