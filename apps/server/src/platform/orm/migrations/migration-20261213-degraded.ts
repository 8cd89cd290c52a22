import { Migration } from '@mikro-orm/migrations';

/**
 * Where each process tries whether it can write, and which version of the program brought a migration, so that an older one
 * can say what to run instead.
 */
export class Migration20261213Degraded extends Migration {
  override name = '20261213-degraded';

  override up(): void {
    this.addSql('create table readiness_probes (process uuid primary key, probed_at timestamptz not null)');
    this.addSql(`create table migration_versions (
      migration text primary key,
      version text not null,
      commit text,
      applied_at timestamptz not null default now()
    )`);
  }
}
