import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { idSchema } from '../../../platform/ids.ts';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import type { Access } from '../../access/index.ts';

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
  const person = [workspaceId, userId];
  const members = await executeSql(em, 'select 1 from "member" where "organizationId" = $1 and "userId" = $2', person);
  if (members.length === 0) throw new AppError('MEMBER_UNKNOWN');
  const keys = await executeSql<ShownAccess['keys'][number]>(
    em,
    `select id, name from ${KEYS} order by name collate natural_order, id`,
    person,
  );
  const endpoints = await executeSql<ShownAccess['endpoints'][number]>(
    em,
    `select id, url from ${ENDPOINTS} order by url collate natural_order, id`,
    person,
  );
  return { keys, endpoints };
}

const WAS_SHOWN = `(created_by ->> 'id' = $2 or $2 = any (shown_to)
  or ((shown_to is null or array_position(shown_to, null) is not null)
      and exists (select 1 from "member" m where m."organizationId" = $1 and m."userId" = $2 and m."role" in ('owner', 'admin'))))`;
const KEYS = `service_keys where workspace_id = $1 and revoked_at is null
  and (expires_at is null or expires_at > now()) and ${WAS_SHOWN}`;
const ENDPOINTS = `endpoints where workspace_id = $1 and status = 'on' and ${WAS_SHOWN}`;

/** Ends it, except what is kept. Answers the keys, which processes have remembered. To be called before their role ends. */
export async function endShownAccess(
  tx: EntityManager,
  { workspaceId, userId }: Person,
  { kept, actor }: { kept: KeptAccess; actor: Access['actor'] },
): Promise<string[]> {
  const values = [workspaceId, userId];
  const keys = await executeSql<{ id: string }>(tx, REVOKE_KEYS, [...values, kept.keys, JSON.stringify(actor)]);
  await executeSql(tx, SWITCH_ENDPOINTS_OFF, [...values, kept.endpoints]);
  return keys.map(({ id }) => id);
}

const REVOKE_KEYS = `
  update service_keys set revoked_at = now(), revoked_by = $4::jsonb
   where id in (select id from ${KEYS} and not id = any ($3::uuid[]) order by id for update) returning id`;

/** As endpoints/record-try.ts does it: what waits for them is given up. */
const SWITCH_ENDPOINTS_OFF = `
  with off as (
    update endpoints set status = 'off', off_reason = 'person', updated_at = now(), version = version + 1
     where workspace_id = $1
       and id in (select id from ${ENDPOINTS} and not id = any ($3::uuid[]) order by id for update) returning id
  )
  update deliveries set status = 'dead', finished_at = now(), lease_id = null, leased_until = null
   where workspace_id = $1 and endpoint_id in (select id from off) and status = 'waiting'`;
