import { Migration } from '@mikro-orm/migrations';

/**
 * Documents of others keep the text of their numbers: jsonb makes `1e2` 100 and `-0` 0, and it takes no NUL. What is in
 * the tables stays as it is; the next sync of the catalogue reads the schemas again, because their hashes are forgotten.
 */
export class Migration20261206ExactJson extends Migration {
  override name = '20261206-exact-json';

  override up(): void {
    this.addSql('alter table trigger_subscriptions alter column config type text using config::text');
    this.addSql('alter table automatic_triggers alter column config type text using config::text');
    this.addSql('alter table composio_apps_cache alter column app_metadata type json using app_metadata::json');
    this.addSql(`
      alter table composio_actions_cache
        alter column input_schema type json using input_schema::json,
        alter column output_schema type json using output_schema::json`);
    this.addSql(`update composio_apps_cache set content_hash = ''`);
    this.addSql(`update composio_actions_cache set content_hash = ''`);
  }
}
