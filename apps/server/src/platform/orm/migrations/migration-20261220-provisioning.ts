import { Migration } from '@mikro-orm/migrations';

/**
 * Keys that manage the workspaces of an installation, what they and installation admins have changed, and what workspaces
 * need for that: the customer's own id, and whether they are archived.
 */
export class Migration20261220Provisioning extends Migration {
  override name = '20261220-provisioning';

  override up(): void {
    this.addSql(`alter table "organization" add column "externalId" text, add column "archivedAt" timestamptz`);
    this.addSql(`create unique index organization_external_id_key on "organization" ("externalId")`);
    this.addSql(`create table installation_keys (
      id uuid primary key,
      name text not null,
      scopes text[] not null,
      addresses text[] not null,
      secret_hash text not null,
      previous_hash text,
      previous_until timestamptz,
      created_by jsonb not null,
      created_at timestamptz not null,
      expires_at timestamptz,
      revoked_at timestamptz,
      revoked_by jsonb,
      last_used_at timestamptz
    )`);
    this.addSql(`create table installation_activity (
      id uuid primary key,
      at timestamptz not null,
      actor jsonb not null,
      action text not null,
      workspace_id text,
      external_id text,
      subject text,
      outcome text not null
    )`);
    this.addSql(`create index installation_activity_workspace_idx on installation_activity (workspace_id, id)`);
  }
}
