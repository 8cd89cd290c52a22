import { Migration } from '@mikro-orm/migrations';

/** How a host looks on the connect page. Sessions keep a copy of its name and of the hash of its logo. */
export class Migration20261226HostBranding extends Migration {
  override name = '20261226-host-branding';

  override up(): void {
    this.addSql(`
      alter table connect_hosts
        add display_name text,
        add theme jsonb not null default '{}',
        add logo_hash text`);
    this.addSql(`
      create table connect_host_logos (
        host_id uuid not null references connect_hosts (id) on delete cascade,
        hash text not null,
        content_type text not null,
        content bytea not null,
        uploaded_at timestamptz not null,
        primary key (host_id, hash)
      )`);
    this.addSql(`create index connect_host_logos_hash_idx on connect_host_logos (hash)`);
    this.addSql(`alter table connect_sessions add host_display_name text, add host_logo text`);
  }
}
