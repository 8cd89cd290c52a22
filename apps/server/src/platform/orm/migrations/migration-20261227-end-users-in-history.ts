import { Migration } from '@mikro-orm/migrations';

/**
 * The history keeps whose connection it was, so that it can be chosen by end user and tags also after a removal. Of the entries that
 * exist, those of present connections get what is known now.
 */
export class Migration20261227EndUsersInHistory extends Migration {
  override name = '20261227-end-users-in-history';

  override up(): void {
    this.addSql(`alter table connection_events add end_user_id text, add tags jsonb`);
    this.addSql(`
      update connection_events e set end_user_id = c.end_user_id, tags = nullif(c.tags, '{}')
        from entity_connections c
        where c.workspace_id = e.workspace_id and c.id = e.connection_id
          and (c.end_user_id is not null or c.tags <> '{}')`);
    this.addSql(`create index connection_events_list_idx on connection_events (workspace_id, seq)`);
    this.addSql(`
      create index connection_events_end_user_idx
        on connection_events (workspace_id, end_user_id, seq) where end_user_id is not null`);
    this.addSql(`
      create index connection_events_tags_idx
        on connection_events using gin (tags jsonb_path_ops) where tags is not null`);
  }
}
