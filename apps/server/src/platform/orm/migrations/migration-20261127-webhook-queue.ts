import { Migration } from '@mikro-orm/migrations';

/**
 * What the inbox has to say of a message once it is routed, in narrow tables of their own: a mark in the inbox would write
 * every message a second time, with its body.
 */
const QUEUE = `
-- The messages that wait to be routed.
create table webhook_queue (id uuid not null primary key);
-- Those of accounts that nobody has, until somebody connects them.
create table webhook_strangers (
  account_id text not null,
  id uuid not null,
  primary key (account_id, id)
);
insert into webhook_queue (id) select id from webhook_inbox where routed_at is null;
insert into webhook_strangers (account_id, id)
  select account_id, id from webhook_inbox where verdict = 'unknown' and kind <> 'unknown' and account_id is not null;
update webhook_inbox set verdict = 'accepted' where id in (select id from webhook_strangers);
drop index webhook_inbox_waiting_idx;
drop index webhook_inbox_unknown_idx;
alter table webhook_inbox drop column routed_at;
`;

/** Incoming webhooks are written once. */
export class Migration20261127WebhookQueue extends Migration {
  override name = '20261127-webhook-queue';

  override up(): void {
    this.addSql(QUEUE);
  }
}
