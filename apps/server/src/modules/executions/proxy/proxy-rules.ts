import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { idSchema } from '../../../platform/ids.ts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { db } from '../../../platform/orm/tables.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import { changeConnection, readConnection } from '../../connections/index.ts';
import type { ActionsDeps } from '../executions.deps.ts';
import { segmentsOf } from './proxy-path.ts';
import { PROXY_METHODS, type ProxyRule } from './proxy-rule.entity.ts';

const MAX_RULES = 50;

const rule = z.strictObject({
  methods: z.array(z.enum(PROXY_METHODS)).min(1).max(PROXY_METHODS.length),
  pathPrefix: z
    .string()
    .max(500)
    .refine((path) => segmentsOf(path) !== undefined, 'not a plain path, such as /repos/ada')
    .meta({
      description: 'A path and all below it, by whole segments: /repos/ada is not /repos/adam.',
      examples: ['/repos/ada'],
    }),
});

export const proxyRulesInput = inputObject({ id: idSchema.describe('The id of the connection.') });

/** The version is not optional: the whole list is replaced, and with it what another person may just have chosen. */
export const setProxyRulesInput = inputObject({
  id: idSchema,
  version: z.int().positive(),
  rules: z.array(rule).max(MAX_RULES),
});

export const proxyRulesOutput = z.object({
  rules: z.array(rule),
  /** Of the connection, to be sent with a change. */
  version: z.int(),
});

type Rules = z.infer<typeof proxyRulesOutput>;

/** What services may send to the app with a connection: nothing, until an admin allows something. Throws CONNECTION_UNKNOWN. */
export async function readProxyRules(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { id }: z.infer<typeof proxyRulesInput>,
): Promise<Rules> {
  const { version } = await readConnection(em, workspaceId, id);
  return { rules: await rulesOf(em, { workspaceId, id }), version };
}

/** Throws CONNECTION_UNKNOWN, CONNECTION_CHANGED when another change was faster, PROXY_UNAVAILABLE. */
export async function setProxyRules(
  deps: ActionsDeps,
  access: Access,
  { rules, ...key }: z.infer<typeof setProxyRulesInput>,
): Promise<Rules> {
  const { em, workspaceId, actor } = access;
  if (!deps.provider.canProxy) throw new AppError('PROXY_UNAVAILABLE');
  await changeConnection(deps, { em, workspaceId, ...key }, async ({ tx, note }) => {
    const values = { rules: jsonValue(rules), chosen_by: jsonValue(actor), chosen_at: deps.clock.now() };
    await db(tx)
      .insertInto('proxy_rules')
      .values({ workspace_id: workspaceId, connection_id: key.id, ...values })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'connection_id']).doUpdateSet(values))
      .execute();
    await note({ event: 'proxy_rules_changed', actor });
  });
  return readProxyRules({ em: em.fork(), workspaceId }, key);
}

export async function rulesOf(
  em: EntityManager,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<ProxyRule[]> {
  const row = await db(em)
    .selectFrom('proxy_rules')
    .select('rules')
    .where('workspace_id', '=', workspaceId)
    .where('connection_id', '=', id)
    .executeTakeFirst();
  return row?.rules ?? [];
}
