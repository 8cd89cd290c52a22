import type { MikroORM } from '@mikro-orm/postgresql';
import { expectedFailure } from '../../platform/errors/app-error.ts';
import { db } from '../../platform/orm/tables.ts';
import { jsonValue } from '../../platform/orm/json-value.ts';
import type { RecordWrite, Write } from '../access/index.ts';
import type { ActivityDeps } from './record-changes.ts';

/** See `RecordWrite`. A row that stays at `started` belongs to a process that ended: whether it was done is not known. */
export function writeRecorder(deps: ActivityDeps & { orm: MikroORM }): RecordWrite {
  return async (write, run) => {
    const id = await begin(deps, write);
    const result = await run();
    await finish(deps, id, outcomeOf(result));
    return result;
  };
}

async function begin({ orm, clock, newId }: ActivityDeps & { orm: MikroORM }, write: Write): Promise<string> {
  const id = newId();
  const { actor, workspaceId, action } = write;
  if (workspaceId === undefined) {
    const row = { id, at: clock.now(), actor: jsonValue(actor), action, outcome: 'started' };
    await db(orm.em.fork()).insertInto('installation_activity').values(row).execute();
    return id;
  }
  await db(orm.em.fork())
    .insertInto('installation_activity')
    .columns(['id', 'at', 'actor', 'action', 'workspace_id', 'external_id', 'outcome'])
    .expression((eb) =>
      eb
        .selectFrom('organization as o')
        .select([
          eb.cast<string>(eb.val(id), 'uuid').as('id'),
          eb.cast<Date>(eb.val(clock.now()), 'timestamptz').as('at'),
          eb.cast<Write['actor']>(jsonValue(actor), 'jsonb').as('actor'),
          eb.cast<string>(eb.val(action), 'text').as('action'),
          'o.id as workspace_id',
          'o.externalId as external_id',
          eb.cast<string>(eb.val('started'), 'text').as('outcome'),
        ])
        .where('o.id', '=', workspaceId),
    )
    .execute();
  return id;
}

async function finish({ orm }: { orm: MikroORM }, id: string, outcome: string): Promise<void> {
  await db(orm.em.fork()).updateTable('installation_activity').set({ outcome }).where('id', '=', id).execute();
}

function outcomeOf(result: { ok: boolean; error?: { cause?: unknown } }): string {
  return result.ok ? 'done' : (expectedFailure(result.error?.cause)?.code ?? 'INTERNAL');
}
