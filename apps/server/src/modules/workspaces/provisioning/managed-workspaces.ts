import type { CountedWorkspace, ManagedWorkspace } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ExpressionBuilder } from 'kysely';
import type { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { externalIdSchema } from '../../../platform/external-id.ts';
import { idSchema } from '../../../platform/ids.ts';
import { count } from '../../../platform/orm/expressions.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';

/** Names a workspace, by our id or by the customer's own. */
const workspaceRef = {
  id: idSchema.optional().describe('The id of the workspace.'),
  externalId: externalIdSchema.optional().describe('Your own id of the workspace, instead of ours.'),
};

interface Named {
  id?: string | undefined;
  externalId?: string | undefined;
}

/** The input of a procedure about one workspace: exactly one of the two ids, and `more`. */
export function aboutWorkspace<Shape extends z.core.$ZodLooseShape>(more: Shape) {
  return inputObject({ ...workspaceRef, ...more }).refine(
    (input: { id?: unknown; externalId?: unknown }) => (input.id === undefined) !== (input.externalId === undefined),
    { path: ['id'], message: 'give either id or externalId' },
  );
}

/** In a query each field is a parameter of its own, so the schema has no name. */
export const getWorkspaceInput = aboutWorkspace({});

export const oneWorkspaceInput = getWorkspaceInput.meta({ id: 'WorkspaceRef' });

export type OneWorkspace = z.infer<typeof oneWorkspaceInput>;

export interface ManagedRow {
  id: string;
  externalId: string | null;
  name: string;
  createdAt: Date;
  archivedAt: Date | null;
  isDevelopment: boolean;
}

export const MANAGED = ['o.id', 'o.externalId', 'o.name', 'o.createdAt', 'o.archivedAt', 'o.isDevelopment'] as const;

export function managedView({
  id,
  externalId,
  name,
  createdAt,
  archivedAt,
  isDevelopment,
}: ManagedRow): ManagedWorkspace {
  return {
    id,
    externalId,
    name,
    createdAt: createdAt.toISOString(),
    archivedAt: archivedAt?.toISOString() ?? null,
    isDevelopment,
  };
}

function selectManaged(em: EntityManager) {
  return db(em).selectFrom('organization as o').select(MANAGED);
}

/** The same, with how much is in each. */
export function selectCounted(em: EntityManager) {
  return selectManaged(em).select((eb) => [
    eb
      .selectFrom('member as m')
      .select(count.as('count'))
      .whereRef('m.organizationId', '=', 'o.id')
      .$asScalar()
      .$notNull()
      .as('members'),
    eb
      .selectFrom('entity_connections as c')
      .select(count.as('count'))
      .whereRef('c.workspace_id', '=', 'o.id')
      .$asScalar()
      .$notNull()
      .as('connections'),
  ]);
}

export function countedView(row: ManagedRow & { members: number; connections: number }): CountedWorkspace {
  return { ...managedView(row), members: row.members, connections: row.connections };
}

export function findNamed(em: EntityManager, named: Named): Promise<ManagedRow | undefined> {
  return selectManaged(em).where(isNamed(named)).executeTakeFirst();
}

/** Reads the named workspace under a lock, which ends with the transaction of `tx`. Throws WORKSPACE_UNKNOWN. */
export async function lockNamed(tx: EntityManager, named: Named): Promise<ManagedRow> {
  const row = await selectManaged(tx).where(isNamed(named)).forNoKeyUpdate().executeTakeFirst();
  if (!row) throw new AppError('WORKSPACE_UNKNOWN');
  return row;
}

type Workspaces = ExpressionBuilder<{ o: Tables['organization'] }, 'o'>;

export const isNamed =
  ({ id, externalId }: Named) =>
  (eb: Workspaces) =>
    id === undefined ? eb('o.externalId', '=', externalId ?? null) : eb('o.id', '=', id);
