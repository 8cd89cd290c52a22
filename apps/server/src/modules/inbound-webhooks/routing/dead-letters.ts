import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { ChangeSignal } from '../../../platform/live/change-signal.ts';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import { INBOX_TOPIC } from '../receiving/inbox.ts';

/** Characters of what failed that are kept. */
const LONGEST_REASON = 500;

/** Takes a message out of the queue that cannot be routed, by a fault of ours. It stays in the inbox, as it was signed. */
export async function deadLetter(em: EntityManager, { id, error, now }: { id: string; error: unknown; now: Date }) {
  const reason = String(error).replaceAll('\0', '').slice(0, LONGEST_REASON);
  await executeSql(
    em,
    `with taken as (delete from webhook_queue where id = $1 returning id)
     insert into webhook_set_aside (id, reason, set_aside_at) select id, $2, $3 from taken on conflict do nothing`,
    [id, reason, now],
  );
}

interface RequeueDeps {
  orm: MikroORM;
  changes: ChangeSignal;
}

/** Puts them back into the queue: the fault may have been fixed meanwhile. */
export async function requeueDeadLetters({ orm, changes }: RequeueDeps): Promise<void> {
  await executeSql(
    orm.em.fork(),
    `with back as (delete from webhook_set_aside returning id)
     insert into webhook_queue (id) select id from back on conflict do nothing`,
  );
  changes.notify(INBOX_TOPIC);
}

/** Those whose ids are smaller: the inbox forgets their messages too. */
export async function forgetDeadLetters(em: EntityManager, firstKept: string): Promise<void> {
  await executeSql(em, 'delete from webhook_set_aside where id < $1', [firstKept]);
}
