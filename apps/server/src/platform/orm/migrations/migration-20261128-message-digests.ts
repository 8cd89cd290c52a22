import { Migration } from '@mikro-orm/migrations';

/**
 * Message ids are random, so each one lands on a page of its own in their index, and PostgreSQL writes a page into its log
 * whole when it is first touched after a checkpoint. Sixteen bytes of an id say the same on less than half the pages.
 */
const DIGESTS = `
create function webhook_message_digest(source text, message_id text) returns uuid language sql immutable parallel safe
  return encode(substring(sha256(convert_to(source || ' ' || message_id, 'UTF8')) for 16), 'hex')::uuid;
alter table webhook_message_ids rename to webhook_message_names;
create table webhook_message_ids (
  digest uuid not null,
  received_at timestamptz not null
);
insert into webhook_message_ids (digest, received_at)
  select webhook_message_digest(source, message_id), received_at from webhook_message_names order by received_at;
drop table webhook_message_names;
alter table webhook_message_ids add primary key (digest);
create index webhook_message_ids_received_idx on webhook_message_ids using brin (received_at) with (pages_per_range = 32);
`;

/** What is known of a message's id is its digest. */
export class Migration20261128MessageDigests extends Migration {
  override name = '20261128-message-digests';

  override up(): void {
    this.addSql(DIGESTS);
  }
}
