import { Migration } from '@mikro-orm/migrations';

/**
 * Jobs were always in a schema `pgboss`, one for the whole database. They stay there beside `public`, and where an installation
 * began with an older version; another schema holds its own jobs, so that two installations of a database do not take each
 * other's. All migrations of one start are one transaction: rows that are older are of an older version's.
 */
const SQL = `
create table jobs_schema (only_row boolean not null primary key default true check (only_row), name text);
insert into jobs_schema (name)
select case when current_schema() = 'public' or exists (
         select from patchbay_migrations where executed_at < now() - interval '1 second'
       ) then 'pgboss' end;
`;

export class Migration20261211JobsSchema extends Migration {
  override name = '20261211-jobs-schema';

  override up(): void {
    this.addSql(SQL);
  }
}
