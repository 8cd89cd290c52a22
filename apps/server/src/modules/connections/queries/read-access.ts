import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import { anyOf } from '../../../platform/orm/expressions.ts';
import type { Access } from '../../access/index.ts';
import { slugAndName } from '../../catalog/index.ts';
import { lackingScopes } from './lacking-scopes.ts';

const lacking = z.object({
  scopes: z.array(z.string()).describe('One of these is needed.'),
  actions: z.array(slugAndName).describe('Enabled actions that need it.'),
});

export const accessOutput = z.object({
  scheme: z.string().nullable().describe('How the account in use was authorized.'),
  requested: z.array(z.string()).nullable().describe('The permissions that were asked for. `null`: not known.'),
  granted: z
    .array(z.string())
    .nullable()
    .describe('The permissions that the app gave. `null`: the provider does not say.'),
  lacking: z.array(lacking).describe('What enabled actions need and the account does not have.'),
  ask: z
    .array(z.string())
    .describe('The permissions to name in `connections.connect` so that nothing is lacking; empty where nothing is.'),
});

/** What a connection's account may do at the app, as it was found last. The database only. Throws CONNECTION_UNKNOWN. */
export async function readAccess(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { id }: { id: string },
): Promise<z.infer<typeof accessOutput>> {
  const row = await db(em)
    .selectFrom('entity_connections as c')
    .leftJoin('enabled_actions as e', (join) =>
      join.onRef('e.workspace_id', '=', 'c.workspace_id').onRef('e.connection_id', '=', 'c.id'),
    )
    .select(['c.auth_scheme', 'c.scopes_requested', 'c.scopes_granted', 'c.connection_id', 'e.actions'])
    .where('c.workspace_id', '=', workspaceId)
    .where('c.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('CONNECTION_UNKNOWN');
  const { auth_scheme: scheme, scopes_requested: requested, scopes_granted: granted } = row;
  const has = granted ?? requested;
  const found = row.connection_id && has ? lackingScopes(has, await actionsOf(em, row.actions ?? [])) : [];
  return {
    scheme,
    requested,
    granted,
    lacking: found,
    ask: [...new Set(found.flatMap(({ scopes }) => scopes.slice(0, 1)))],
  };
}

async function actionsOf(em: EntityManager, slugs: string[]) {
  return db(em)
    .selectFrom('composio_actions_cache')
    .select(['slug', 'name', 'required_scopes as requiredScopes'])
    .where('slug', '=', anyOf(slugs))
    .where('gone_at', 'is', null)
    .orderBy('name')
    .execute();
}
