import { Migration } from '@mikro-orm/migrations';

/**
 * End users of customers' products, who have no account here, and tags. Labels distinguish the connections of one end user: with
 * thousands of them in a workspace, each may have an unlabeled one of the same app. The constraint becomes an index of the same
 * name, because it needs an expression: null is not equal to null.
 */
export class Migration20261221EndUsers extends Migration {
  override name = '20261221-end-users';

  override up(): void {
    this.addSql(`
      alter table entity_connections
        add end_user_id text,
        add end_user_name text,
        add end_user_email text,
        add tags jsonb not null default '{}'`);
    this.addSql('alter table entity_connections drop constraint entity_connections_app_label_key');
    this.addSql(`
      create unique index entity_connections_app_label_key
        on entity_connections (workspace_id, app_slug, coalesce(end_user_id, ''), label)`);
    this.addSql(`
      create index entity_connections_end_user_idx
        on entity_connections (workspace_id, end_user_id) where end_user_id is not null`);
    this.addSql(`
      create index entity_connections_tags_idx
        on entity_connections using gin (tags jsonb_path_ops) where tags <> '{}'`);
  }
}
