import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { ChangeSignal } from '../../../platform/live/change-signal.ts';
import { db } from '../../../platform/orm/tables.ts';
import { INBOX_TOPIC } from '../receiving/inbox.ts';

/** Characters of the error that are kept. */
const LONGEST_REASON = 500;

/**
 * Moves a message that cannot be routed, because of a bug of ours, out of the queue. The signed original stays in the
 * inbox.
 */
export async function deadLetter(em: EntityManager, { id, error, now }: { id: string; error: unknown; now: Date }) {
  const reason = String(error).replaceAll('\0', '').slice(0, LONGEST_REASON);
  await db(em)
    .with('taken', (q) => q.deleteFrom('webhook_queue').where('id', '=', id).returning('id'))
    .insertInto('webhook_dead_letters')
    .columns(['id', 'reason', 'failed_at'])
    .expression((eb) =>
      eb
        .selectFrom('taken')
        .select([
          'taken.id',
          eb.cast<string>(eb.val(reason), 'text').as('reason'),
          eb.cast<Date>(eb.val(now), 'timestamptz').as('failed_at'),
        ]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

interface RequeueDeps {
  orm: MikroORM;
  changes: ChangeSignal;
}

/** Puts all dead letters back into the queue: the bug may have been fixed. */
export async function requeueDeadLetters({ orm, changes }: RequeueDeps): Promise<void> {
  await db(orm.em.fork())
    .with('back', (q) => q.deleteFrom('webhook_dead_letters').returning('id'))
    .insertInto('webhook_queue')
    .columns(['id'])
    .expression((eb) => eb.selectFrom('back').select('back.id'))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  changes.notify(INBOX_TOPIC);
}

/** Deletes those with smaller ids, like the inbox does with their messages. */
export async function forgetDeadLetters(em: EntityManager, firstKept: string): Promise<void> {
  await db(em).deleteFrom('webhook_dead_letters').where('id', '<', firstKept).execute();
}
