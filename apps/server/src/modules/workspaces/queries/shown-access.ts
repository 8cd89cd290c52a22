import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { idSchema } from '../../../platform/ids.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access, ShownTo } from '../../access/index.ts';
import { listShownEndpoints, turnOffShownEndpoints } from '../../outbound-webhooks/index.ts';
import type { OutgoingEvents } from '../../outgoing-events/index.ts';
import { listShownKeys, revokeShownKeys } from '../../service-keys/index.ts';

/** Keys and endpoints whose secret an admin may have seen, and could use from outside. */
export const shownAccessSchema = z.object({
  keys: z.array(z.object({ id: z.string(), name: z.string() })),
  endpoints: z.array(z.object({ id: z.string(), url: z.string() })),
});

export type ShownAccess = z.infer<typeof shownAccessSchema>;

/**
 * What stays when a person loses the rights by which they saw its secret. Everything else whose secret they know
 * ends.
 */
export const keptAccess = inputObject({
  keys: z.array(idSchema).max(200).default([]),
  endpoints: z.array(idSchema).max(50).default([]),
}).prefault({});

export type KeptAccess = z.infer<typeof keptAccess>;

/**
 * The current keys and endpoints of the workspace whose secret this person has seen. If that was not recorded, any
 * admin counts as having seen it. Throws MEMBER_UNKNOWN for a person who is not a member.
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
 * Ends this access, except what is kept. Returns the ids of the keys, which processes have cached. Must be called
 * before the person's role ends.
 */
export async function endShownAccess(
  { tx, outgoingEvents }: { tx: EntityManager; outgoingEvents: OutgoingEvents },
  person: ShownTo,
  { kept, actor }: { kept: KeptAccess; actor: Access['actor'] },
): Promise<string[]> {
  const keys = await revokeShownKeys(tx, person, { kept: kept.keys, actor });
  await turnOffShownEndpoints({ tx, outgoingEvents }, person, { kept: kept.endpoints, actor });
  return keys;
}
