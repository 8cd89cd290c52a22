import { Migration } from '@mikro-orm/migrations';

/**
 * How apps are authorized: what the provider has a client for, what each way asks for, and what the project has set up by
 * itself. Of connections, by which way and with which permissions. Of trigger subscriptions, what the provider said.
 */
export class Migration20261218Schemes extends Migration {
  override name = '20261218-schemes';

  override up(): void {
    this.addSql(`create table app_auth_schemes (
      slug text primary key,
      schemes jsonb,
      read_at timestamptz,
      own_schemes jsonb not null default '[]',
      has_endpoint boolean,
      checked_at timestamptz
    )`);
    this.addSql(`alter table composio_apps_cache
      add managed_schemes jsonb,
      add guide_url text,
      add needs_setup boolean not null default false`);
    this.addSql(`alter table composio_actions_cache add required_scopes jsonb not null default '[]'`);
    this.addSql(`alter table connection_attempts
      add auth_scheme text,
      add is_entered boolean not null default false,
      add scopes jsonb`);
    this.addSql(`alter table entity_connections
      add auth_scheme text,
      add scopes_requested jsonb,
      add scopes_granted jsonb`);
    this.addSql(`alter table trigger_subscriptions add problem_detail text`);
  }
}
