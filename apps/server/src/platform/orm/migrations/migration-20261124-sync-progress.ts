import { Migration } from '@mikro-orm/migrations';

/**
 * Runs of the catalogue's sync that wait, who asked for them, and how far they are. And what a search looks through, in
 * lower case once and for all: three case-blind comparisons a row took several times as long. All rows are looked through;
 * for a few thousand, an index of trigrams would cost more than it saves.
 */
export class Migration20261124SyncProgress extends Migration {
  override name = '20261124-sync-progress';

  override up(): void {
    this.addSql(`
alter table catalog_sync_runs
  drop constraint catalog_sync_runs_status_check,
  add constraint catalog_sync_runs_status_check check (status in ('queued', 'running', 'succeeded', 'failed')),
  add column stage text check (stage in ('apps', 'triggers', 'actions', 'logos')),
  add column done integer not null default 0,
  add column expected integer,
  add column written integer not null default 0,
  add column requested_by jsonb;
-- One at a time: who asks while one waits or runs is shown that one.
create unique index catalog_sync_runs_open_key on catalog_sync_runs ((true)) where status in ('queued', 'running');
alter table composio_apps_cache
  add column search_text text generated always as (lower(name || E'\\n' || slug || E'\\n' || description)) stored;
`);
  }
}
