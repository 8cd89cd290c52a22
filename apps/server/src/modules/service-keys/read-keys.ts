import type { KeyView } from '@patchbay/contracts';
import { type RawBuilder, sql } from 'kysely';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Access } from '../access/index.ts';
import { type KeyRow, keyView } from './key.view.ts';

interface Selection {
  where: RawBuilder<unknown>;
  page?: RawBuilder<unknown>;
}

/** The keys that may act in the workspace, as its admin may see them: other workspaces only where they are a member. */
export async function selectKeys(
  { clock }: { clock: Clock },
  { em, workspaceId, actor }: Access,
  { where, page = sql`` }: Selection,
): Promise<KeyView[]> {
  const { rows } = await sql<KeyRow>`
    select k.id, k.workspace_id, k.name, k.scopes, k.created_by, k.created_at, k.expires_at, k.last_used_at, k.revoked_at,
           k.previous_until,
           (select count(*)::int from service_key_workspaces o where o.key_id = k.id) as workspace_count,
           (select coalesce(jsonb_agg(jsonb_build_object('id', o."id", 'name', o."name") order by o."name" collate natural_order, o."id"), '[]')
              from service_key_workspaces r
              join "organization" o on o."id" = r.workspace_id
              join "member" m on m."organizationId" = o."id" and m."userId" = ${actor.id}
             where r.key_id = k.id) as workspaces
      from service_key_workspaces w
      join service_keys k on k.id = w.key_id
     where w.workspace_id = ${workspaceId} and ${where} ${page}
  `.execute(em.getKysely<Record<string, never>>());
  return rows.map((row) => keyView(row, { workspaceId, now: clock.now() }));
}

/** One of them. Throws KEY_UNKNOWN, for other workspaces' keys as for random ids. */
export async function readKeyView(deps: { clock: Clock }, access: Access, id: string): Promise<KeyView> {
  const [key] = await selectKeys(deps, access, { where: sql`k.id = ${id}` });
  if (!key) throw new AppError('KEY_UNKNOWN');
  return key;
}
