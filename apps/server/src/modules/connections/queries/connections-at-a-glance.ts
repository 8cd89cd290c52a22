import type { WorkspaceHealth, WorkspaceParts } from '@patchbay/contracts';
import { sql } from 'kysely';
import { inNaturalOrder } from '../../../platform/orm/natural-order.ts';
import { type ParameterOf, prepare, type PreparedRow } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { healthOf } from '../health/health-parts.ts';
import { NEEDS_ATTENTION } from '../health/needs-attention.ts';
import { countByStatus } from './count-by-status.ts';

/** Connections that are named; the others are only counted. */
const MAX_NAMED = 50;

interface Glance {
  counts: WorkspaceHealth['connections'];
  /** Those that need attention. */
  connections: WorkspaceParts['connections'];
}

/** How many connections work, and which do not. */
export async function connectionsAtAGlance(access: Pick<Access, 'em' | 'workspaceId'>): Promise<Glance> {
  const { em, workspaceId } = access;
  const counts = await countByStatus(access);
  const { rows } = await db(em).executeQuery(BROKEN({ workspaceId, most: MAX_NAMED }));
  return { counts: { ...counts, needAttention: rows[0]?.total ?? 0 }, connections: rows.map(partOf) };
}

/** Those that cannot be used first, then by name. Prepared because every page of the web app asks for it. */
const BROKEN = prepare((value: ParameterOf<{ workspaceId: string; most: number }>) =>
  statements
    .selectFrom('entity_connections as c')
    .leftJoin('composio_apps_cache as a', 'a.slug', 'c.app_slug')
    .select(['c.id', 'c.app_slug', 'a.name as app_name', 'c.label', 'c.status', 'c.fallback_status', 'c.reason_code'])
    .select(['c.reason_detail', 'c.health_parts', 'c.updated_at'])
    .select(sql<number>`(count(*) over ())::int`.as('total'))
    .where('c.workspace_id', '=', value('workspaceId'))
    .where(NEEDS_ATTENTION)
    .orderBy((eb) => eb('c.status', '=', 'active'))
    .orderBy((eb) => inNaturalOrder(eb.fn.coalesce('a.name', 'c.app_slug')))
    .orderBy((eb) => inNaturalOrder(eb.ref('c.label')))
    .orderBy('c.id')
    .limit(value('most')),
);

function partOf(row: PreparedRow<typeof BROKEN>): WorkspaceParts['connections'][number] {
  const { status, fallback_status: fallback, health_parts: healthParts, reason_code: code } = row;
  return {
    id: row.id,
    app: { slug: row.app_slug, name: row.app_name ?? row.app_slug },
    label: row.label,
    since: row.updated_at.toISOString(),
    health: healthOf({ status, fallback, healthParts, reason: code && { code, detail: row.reason_detail } }),
  };
}
