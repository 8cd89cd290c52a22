import { type ConnectionView, connectionViewSchema, endUserFields, statusSchema } from '@patchbay/contracts';
import type { Status } from '@patchbay/lifecycle';
import { type ExpressionBuilder, type Nullable, sql } from 'kysely';
import { z } from 'zod';
import { idSchema } from '../../../platform/ids.ts';
import { likePattern } from '../../../platform/orm/like-pattern.ts';
import { inNaturalOrder } from '../../../platform/orm/natural-order.ts';
import { cursorOf, nameInCursor, page, pageLimit } from '../../../platform/paging.ts';
import { plainText } from '../../../platform/plain-text.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { rowsOf } from '../../../platform/orm/rows-of.ts';
import { type HasValue, type ParameterOf, prepare, prepareEach } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';
import { appSlug } from '../../catalog/index.ts';
import type { Access } from '../../access/index.ts';
import { NEEDS_ATTENTION } from '../health/needs-attention.ts';
import { connectionView } from '../connection.view.ts';
import { countByStatus } from './count-by-status.ts';
import { selectConnections } from './read-connections.ts';

/** The statuses that sort before all others. */
const URGENT: Status[] = ['expired', 'pending'];

/** Holds the app's slug and not its name: that keeps the cursor short, and a name may change with the next sync. */
const position = z.object({
  urgency: z.int().min(0).max(URGENT.length),
  app: appSlug,
  /** Cursors of earlier versions have no label. */
  label: nameInCursor.default(''),
  id: idSchema,
});

export const listConnectionsInput = inputObject({
  status: statusSchema.optional().describe('Only connections with this status.'),
  needsAttention: z
    .literal(true)
    .optional()
    .describe('Only connections that expired, or of which a part does not work: stopped triggers, or failing calls.'),
  app: appSlug
    .optional()
    .describe('Only connections of this app, by its exact slug. `search` also finds others that are labeled like it.'),
  search: plainText(100).optional().describe('Part of the app’s name, its slug, or the label.'),
  ...endUserFields,
  cursor: cursorOf(position).optional(),
  limit: pageLimit(50),
}).prefault({});

export const listConnectionsOutput = z.object({
  items: z.array(connectionViewSchema),
  nextCursor: z.string().nullable(),
  /** Counts of the whole workspace, regardless of the filters. */
  counts: z.record(statusSchema, z.int()),
  /** Time of each connection's newest trigger message, by connection id; connections without one are left out. */
  lastEvents: z.record(z.string(), z.iso.datetime()),
});

type Reader = Pick<Access, 'em' | 'workspaceId'>;

/** The workspace's connections: expired first, then pending, then the rest, each group sorted by app name and label. */
export async function listConnections(
  reader: Reader,
  input: z.infer<typeof listConnectionsInput>,
): Promise<z.infer<typeof listConnectionsOutput>> {
  const { items, nextCursor } = await pageOfConnections(reader, input);
  const ids = items.map(({ id }) => id);
  return { items, nextCursor, counts: await countByStatus(reader), lastEvents: await lastEventOf(reader, ids) };
}

export async function pageOfConnections(
  { em, workspaceId }: Reader,
  {
    status,
    needsAttention,
    app: onlyApp,
    search,
    endUserId,
    tags,
    cursor,
    limit,
  }: z.infer<typeof listConnectionsInput>,
): Promise<{ items: ConnectionView[]; nextCursor: string | null }> {
  const pattern = search === undefined ? undefined : likePattern(search);
  const filters = { status, needsAttention, onlyApp, pattern, endUserId, tags: tags && JSON.stringify(tags) };
  const asked = PAGE({ workspaceId, ...filters, ...cursor, most: limit + 1 });
  const { rows } = await db(em).executeQuery(asked);
  return page(rows.map(connectionView), limit, ({ status: last, app, label, id }) => ({
    urgency: urgencyOf(last),
    app: app.slug,
    label,
    id,
  }));
}

type Position = z.infer<typeof position>;
/** `tags`: JSON. */
type Filters = Position & {
  status: Status;
  needsAttention: true;
  onlyApp: string;
  pattern: string;
  endUserId: string;
  tags: string;
};

/** Prepared because every page view and service runs it. */
const PAGE = prepareEach(
  (value: ParameterOf<Filters & { workspaceId: string; most: number }>, has: HasValue<keyof Filters>) =>
    selectConnections(statements)
      .where('c.workspace_id', '=', value('workspaceId'))
      .$if(has('status'), (q) => q.where('c.status', '=', value('status')))
      .$if(has('needsAttention'), (q) => q.where(NEEDS_ATTENTION))
      .$if(has('onlyApp'), (q) => q.where('c.app_slug', '=', value('onlyApp')))
      .$if(has('pattern'), (q) => q.where((eb) => contains(eb, value('pattern'))))
      .$if(has('endUserId'), (q) => q.where('c.end_user_id', '=', value('endUserId')))
      .$if(has('tags'), (q) => q.where((eb) => sql<boolean>`${eb.ref('c.tags')} @> ${value('tags')}::jsonb`))
      .$if(has('id'), (q) =>
        q.where((eb) => sql<boolean>`(${sql.join(ORDER.map((by) => by(eb)))}) > (${positionOf(eb, value)})`),
      )
      .orderBy(ORDER[0])
      .orderBy(ORDER[1])
      .orderBy(ORDER[2])
      .orderBy('c.id')
      .limit(value('most')),
);

type Listed = ExpressionBuilder<
  { c: Tables['entity_connections']; a: Nullable<Tables['composio_apps_cache']> } & Tables,
  'c' | 'a'
>;

const contains = (eb: Listed, pattern: string) =>
  eb.or([eb('a.name', 'ilike', pattern), eb('c.app_slug', 'ilike', pattern), eb('c.label', 'ilike', pattern)]);

/** The sort order. It has no index: a workspace has few connections, bounded by the number of apps it uses. */
const ORDER = [
  (eb: Listed) => sql`coalesce(array_position(${URGENT}::text[], ${eb.ref('c.status')}), ${URGENT.length + 1}) - 1`,
  (eb: Listed) => inNaturalOrder(eb.fn.coalesce('a.name', 'c.app_slug')),
  (eb: Listed) => inNaturalOrder(eb.ref('c.label')),
  (eb: Listed) => eb.ref('c.id'),
] as const;

/** The same for the connection of a cursor, with the current name of its app. */
const positionOf = (eb: Listed, value: ParameterOf<Position>) => {
  const name = eb.selectFrom('composio_apps_cache as k').select('k.name').where('k.slug', '=', value('app'));
  const app = eb.fn.coalesce(name, eb.val(value('app')));
  return sql`${value('urgency')}::int, ${app}, ${value('label')}::text, ${value('id')}::uuid`;
};

function urgencyOf(status: Status): number {
  const rank = URGENT.indexOf(status);
  return rank < 0 ? URGENT.length : rank;
}

async function lastEventOf({ em, workspaceId }: Reader, ids: string[]): Promise<Record<string, string>> {
  const { rows } = await db(em).executeQuery(LAST_EVENTS({ workspaceId, ids }));
  return Object.fromEntries(rows.map(({ id, at }) => [id, at.toISOString()]));
}

/** One index lookup per connection: the newest event is the one with the highest id. */
const LAST_EVENTS = prepare((value: ParameterOf<{ workspaceId: string; ids: string[] }>) =>
  statements
    .selectFrom(rowsOf('c', { id: { type: 'uuid', values: value('ids') } }))
    .crossJoinLateral((eb) =>
      eb
        .selectFrom('events')
        .select('received_at')
        .where('workspace_id', '=', value('workspaceId'))
        .whereRef('connection_id', '=', 'c.id')
        .where('type', '=', 'trigger.message')
        .orderBy('events.id', 'desc')
        .limit(1)
        .as('e'),
    )
    .select(['c.id', 'e.received_at as at']),
);
