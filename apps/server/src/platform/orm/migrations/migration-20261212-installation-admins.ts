import { Migration } from '@mikro-orm/migrations';

/**
 * Who runs this installation, the set-up link that makes an account an admin of it, and its settings. `granted_by` says how
 * an admin became one, for people who read the table.
 */
export class Migration20261212InstallationAdmins extends Migration {
  override name = '20261212-installation-admins';

  override up(): void {
    this.addSql(`create table installation_admins (
      user_id text primary key references "user" ("id") on delete cascade,
      granted_by text not null check (granted_by in ('first_account', 'link', 'command')),
      granted_at timestamptz not null default now()
    )`);
    this.addSql(`create table admin_links (
      token_hash text primary key,
      expires_at timestamptz not null
    )`);
    this.addSql(`create table installation_settings (
      is_only boolean primary key default true check (is_only),
      sign_up text not null default 'open' check (sign_up in ('open', 'invited-only', 'closed'))
    )`);
    this.addSql('insert into installation_settings default values');
  }
}
