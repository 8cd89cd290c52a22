import { managedWorkspaceSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { externalIdSchema } from '../../../platform/external-id.ts';
import type { Clock } from '../../../platform/clock.ts';
import { anyOf } from '../../../platform/orm/expressions.ts';
import { rowsOf } from '../../../platform/orm/rows-of.ts';
import { db } from '../../../platform/orm/tables.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Actor } from '../../access/index.ts';
import { type ActivityDeps, recordChanges } from '../../installation-activity/index.ts';
import { workspaceName } from '../workspace.view.ts';
import { MANAGED, type ManagedRow, managedView } from './managed-workspaces.ts';

/** Bytes of a call with a thousand workspaces, each with the longest id and name. */
export const MAX_UPSERT_BYTES = 2 * 1024 * 1024;

const wanted = inputObject({ externalId: externalIdSchema, name: workspaceName });

export const upsertWorkspacesInput = inputObject({
  workspaces: z
    .array(wanted)
    .min(1)
    .max(1_000)
    .superRefine((workspaces, context) => {
      const seen = new Set<string>();
      for (const [index, { externalId }] of workspaces.entries()) {
        if (seen.has(externalId)) context.addIssue({ code: 'custom', path: [index, 'externalId'], message: 'twice' });
        seen.add(externalId);
      }
    }),
});

const OUTCOMES = ['created', 'renamed', 'unchanged'] as const;

export const upsertWorkspacesOutput = z.object({
  /** In the order of the input. */
  workspaces: z.array(managedWorkspaceSchema.extend({ outcome: z.enum(OUTCOMES) })),
});

type Wanted = z.infer<typeof upsertWorkspacesInput>['workspaces'];

export type ProvisioningDeps = ActivityDeps & { clock: Clock };

/** Who changes something, and with which unit of work. */
export interface Provisioner {
  em: EntityManager;
  actor: Actor;
}

/**
 * Creates the workspaces that do not exist and renames those whose name differs, all of them or none. Repeating a call
 * changes nothing. Without members: people are invited later, or never.
 */
export async function upsertWorkspaces(
  deps: ProvisioningDeps,
  { em, actor }: Provisioner,
  { workspaces }: z.infer<typeof upsertWorkspacesInput>,
): Promise<z.infer<typeof upsertWorkspacesOutput>> {
  const ids = new Set(workspaces.map(() => deps.newId()));
  const { rows, changed } = await em.transactional(async (tx) => {
    const saved = new Set(await save(deps, tx, { workspaces, ids: [...ids] }));
    const found = await read(tx, workspaces);
    const changes = found.filter(({ id }) => saved.has(id)).map((row) => changeOf(row, ids.has(row.id)));
    await recordChanges(deps, { tx, actor }, changes);
    return { rows: new Map(found.map((row) => [row.externalId, row])), changed: saved };
  });
  const views = workspaces.flatMap(({ externalId }) => {
    const row = rows.get(externalId);
    return row ? [{ ...managedView(row), outcome: outcomeOf(row.id, { created: ids, changed }) }] : [];
  });
  return { workspaces: views };
}

/** Returns the ids of those that were created or renamed. */
async function save(
  { clock }: ProvisioningDeps,
  tx: EntityManager,
  { workspaces, ids }: { workspaces: Wanted; ids: string[] },
): Promise<string[]> {
  // In one order, or two calls about the same workspaces would wait for each other.
  const ordered = workspaces.toSorted((a, b) => (a.externalId < b.externalId ? -1 : 1));
  const rows = rowsOf('w', {
    id: { type: 'text', values: ids },
    external_id: { type: 'text', values: ordered.map(({ externalId }) => externalId) },
    name: { type: 'text', values: ordered.map(({ name }) => name) },
  });
  const saved = await db(tx)
    .insertInto('organization')
    .columns(['id', 'slug', 'externalId', 'name', 'createdAt'])
    .expression((eb) =>
      eb
        .selectFrom(rows)
        .select(['w.id', 'w.id as slug', 'w.external_id', 'w.name'])
        .select(eb.cast<Date>(eb.val(clock.now()), 'timestamptz').as('createdAt')),
    )
    .onConflict((conflict) =>
      conflict
        .column('externalId')
        .doUpdateSet((eb) => ({ name: eb.ref('excluded.name') }))
        .whereRef('organization.name', '<>', 'excluded.name'),
    )
    .returning('id')
    .execute();
  return saved.map(({ id }) => id);
}

function read(tx: EntityManager, workspaces: Wanted): Promise<ManagedRow[]> {
  return db(tx)
    .selectFrom('organization as o')
    .select(MANAGED)
    .where('o.externalId', '=', anyOf(workspaces.map(({ externalId }) => externalId)))
    .execute();
}

function changeOf({ id, externalId, name }: ManagedRow, isNew: boolean) {
  const action = isNew ? 'provisioning.create' : 'provisioning.rename';
  return { action, workspaceId: id, externalId, subject: name };
}

function outcomeOf(id: string, { created, changed }: { created: Set<string>; changed: Set<string> }) {
  if (created.has(id)) return 'created' as const;
  return changed.has(id) ? ('renamed' as const) : ('unchanged' as const);
}
