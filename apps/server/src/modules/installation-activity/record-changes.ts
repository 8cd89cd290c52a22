import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import { db } from '../../platform/orm/tables.ts';
import { jsonValue } from '../../platform/orm/json-value.ts';
import { rowsOf } from '../../platform/orm/rows-of.ts';
import type { Actor } from '../access/index.ts';

export interface ActivityDeps {
  clock: Clock;
  newId: NewId;
}

export interface Change {
  action: string;
  workspaceId?: string;
  externalId?: string | null;
  subject?: string;
}

/** Records what `actor` changes in the transaction of `tx`, in one statement. */
export async function recordChanges(
  { clock, newId }: ActivityDeps,
  { tx, actor }: { tx: EntityManager; actor: Actor },
  changes: Change[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = rowsOf('c', {
    id: { type: 'uuid', values: changes.map(() => newId()) },
    action: { type: 'text', values: changes.map(({ action }) => action) },
    workspace_id: { type: 'text', values: changes.map(({ workspaceId }) => workspaceId ?? null) },
    external_id: { type: 'text', values: changes.map(({ externalId }) => externalId ?? null) },
    subject: { type: 'text', values: changes.map(({ subject }) => subject ?? null) },
  });
  await db(tx)
    .insertInto('installation_activity')
    .columns(['id', 'action', 'workspace_id', 'external_id', 'subject', 'at', 'actor', 'outcome'])
    .expression((eb) =>
      eb
        .selectFrom(rows)
        .select(['c.id', 'c.action', 'c.workspace_id', 'c.external_id', 'c.subject'])
        .select([
          eb.cast<Date>(eb.val(clock.now()), 'timestamptz').as('at'),
          eb.cast<Actor>(jsonValue(actor), 'jsonb').as('actor'),
          eb.cast<string>(eb.val('done'), 'text').as('outcome'),
        ]),
    )
    .execute();
}
