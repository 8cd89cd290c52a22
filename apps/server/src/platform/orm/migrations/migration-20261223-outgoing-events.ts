import { Migration } from '@mikro-orm/migrations';

/**
 * Besides the messages of triggers, events of connections, triggers, sessions and endpoints, which not all have a
 * connection. Endpoints choose what they receive. What an event names is kept with it, because the connection may be
 * renamed or removed.
 */
export class Migration20261223OutgoingEvents extends Migration {
  override name = '20261223-outgoing-events';

  override up(): void {
    this.addSql(`
      alter table events
        add column type text not null default 'trigger.message',
        add column version smallint,
        add column about json,
        alter column connection_id drop not null,
        alter column app_slug drop not null,
        alter column trigger_slug drop not null`);
    this.addSql(`alter table endpoints add column types jsonb`);
  }
}
