import type { KeyView } from '@patchbay/contracts';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';
import { count } from '../../platform/orm/expressions.ts';
import { inNaturalOrder } from '../../platform/orm/natural-order.ts';
import type { Access } from '../access/index.ts';
import { keyView } from './key.view.ts';

/**
 * The keys that may act in the workspace, as its admin may see them: other workspaces are shown only if they are a
 * member. To an installation key all are shown.
 */
export function selectKeys({ em, workspaceId, actor }: Access) {
  return db(em)
    .selectFrom('service_key_workspaces as w')
    .innerJoin('service_keys as k', 'k.id', 'w.key_id')
    .select(['k.id', 'k.workspace_id', 'k.name', 'k.scopes', 'k.created_by', 'k.created_at', 'k.expires_at'])
    .select(['k.last_used_at', 'k.revoked_at', 'k.previous_until'])
    .select((eb) => [
      eb
        .selectFrom('service_key_workspaces as o')
        .select(count.as('count'))
        .whereRef('o.key_id', '=', 'k.id')
        .$asScalar()
        .$notNull()
        .as('workspace_count'),
      jsonArrayFrom(
        eb
          .selectFrom('service_key_workspaces as r')
          .innerJoin('organization as o', 'o.id', 'r.workspace_id')
          .select(['o.id', 'o.name'])
          .whereRef('r.key_id', '=', 'k.id')
          .$if(actor.kind !== 'installation', (q) =>
            q.where((inner) =>
              inner.exists(
                inner
                  .selectFrom('member as m')
                  .select('m.id')
                  .whereRef('m.organizationId', '=', 'o.id')
                  .where('m.userId', '=', actor.id),
              ),
            ),
          )
          .orderBy((inner) => inNaturalOrder(inner.ref('o.name')))
          .orderBy('o.id'),
      ).as('workspaces'),
    ])
    .where('w.workspace_id', '=', workspaceId);
}

/** One of these keys. Throws KEY_UNKNOWN, for keys of other workspaces as for unknown ids. */
export async function readKeyView({ clock }: { clock: Clock }, access: Access, id: string): Promise<KeyView> {
  const row = await selectKeys(access).where('k.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('KEY_UNKNOWN');
  return keyView(row, { workspaceId: access.workspaceId, now: clock.now() });
}
