import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { idSchema } from '../../../platform/ids.ts';
import { db } from '../../../platform/orm/tables.ts';
import { anyOf, now } from '../../../platform/orm/expressions.ts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { inNaturalOrder } from '../../../platform/orm/natural-order.ts';
import type { Access } from '../../access/index.ts';
import { adminsAmong, wasShown } from './was-shown.ts';

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

interface Person {
  workspaceId: string;
  userId: string;
}

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
  const keys = await shownKeys(em, person)
    .select(['id', 'name'])
    .orderBy((eb) => inNaturalOrder(eb.ref('name')))
    .orderBy('id')
    .execute();
  const endpoints = await shownEndpoints(em, person)
    .select(['id', 'url'])
    .orderBy((eb) => inNaturalOrder(eb.ref('url')))
    .orderBy('id')
    .execute();
  return { keys, endpoints };
}

const shownKeys = (em: EntityManager, { workspaceId, userId }: Person) =>
  db(em)
    .selectFrom('service_keys')
    .where('workspace_id', '=', workspaceId)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .where((eb) =>
      wasShown(
        { createdBy: eb.ref('created_by'), shownTo: eb.ref('shown_to') },
        { userId, wasAdmin: eb.exists(adminsAmong(em, userId).where('m.organizationId', '=', workspaceId)) },
      ),
    );

const shownEndpoints = (em: EntityManager, { workspaceId, userId }: Person) =>
  db(em)
    .selectFrom('endpoints')
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'on')
    .where((eb) =>
      wasShown(
        { createdBy: eb.ref('created_by'), shownTo: eb.ref('shown_to') },
        { userId, wasAdmin: eb.exists(adminsAmong(em, userId).where('m.organizationId', '=', workspaceId)) },
      ),
    );

/** Ends it, except what is kept. Answers the keys, which processes have remembered. To be called before their role ends. */
export async function endShownAccess(
  tx: EntityManager,
  { workspaceId, userId }: Person,
  { kept, actor }: { kept: KeptAccess; actor: Access['actor'] },
): Promise<string[]> {
  const person = { workspaceId, userId };
  const keys = await revokeKeys(tx, person, { kept: kept.keys, actor });
  await switchEndpointsOff(tx, person, kept.endpoints);
  return keys.map(({ id }) => id);
}

function revokeKeys(tx: EntityManager, person: Person, { kept, actor }: { kept: string[]; actor: Access['actor'] }) {
  const shown = shownKeys(tx, person)
    .select('id')
    .where((eb) => eb.not(eb('id', '=', anyOf(kept))));
  return db(tx)
    .updateTable('service_keys')
    .set({ revoked_at: now, revoked_by: jsonValue(actor) })
    .where('id', 'in', shown.orderBy('id').forUpdate())
    .returning('id')
    .execute();
}

/** As outbound-webhooks/delivery/record-try.ts does it: what waits for them is given up. */
async function switchEndpointsOff(tx: EntityManager, person: Person, kept: string[]): Promise<void> {
  const { workspaceId } = person;
  const shown = shownEndpoints(tx, person)
    .select('id')
    .where((eb) => eb.not(eb('id', '=', anyOf(kept))));
  await db(tx)
    .with('off', (q) =>
      q
        .updateTable('endpoints')
        .set((eb) => ({ status: 'off', off_reason: 'person', updated_at: now, version: eb('version', '+', 1) }))
        .where('workspace_id', '=', workspaceId)
        .where('id', 'in', shown.orderBy('id').forUpdate())
        .returning('id'),
    )
    .updateTable('deliveries')
    .set({ status: 'dead', finished_at: now, lease_id: null, leased_until: null })
    .where('workspace_id', '=', workspaceId)
    .where('endpoint_id', 'in', (eb) => eb.selectFrom('off').select('off.id'))
    .where('status', '=', 'waiting')
    .execute();
}
