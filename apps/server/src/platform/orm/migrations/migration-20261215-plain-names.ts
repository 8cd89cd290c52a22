import { Migration } from '@mikro-orm/migrations';

/** Constraints are named after their table. How many there are depends on the version of PostgreSQL: 18 names `not null` too. */
const renamed = (from: string, to: string) => `
alter table ${from} rename to ${to};
do $$
declare
  old_name name;
begin
  for old_name in select conname from pg_constraint where conrelid = '${to}'::regclass and starts_with(conname, '${from}_') loop
    execute format('alter table ${to} rename constraint %I to %I', old_name, replace(old_name, '${from}', '${to}'));
  end loop;
end $$;
`;

const DESIRED_STATE = `
alter table trigger_subscriptions drop constraint trigger_subscriptions_wanted_check;
update trigger_subscriptions set wanted = 'deleted' where wanted = 'gone';
alter table trigger_subscriptions rename column wanted to desired_state;
alter table trigger_subscriptions
  add constraint trigger_subscriptions_desired_state_check check (desired_state in ('on', 'paused', 'deleted'));
do $$
begin
  if exists (select from pg_constraint where conrelid = 'trigger_subscriptions'::regclass
                                         and conname = 'trigger_subscriptions_wanted_not_null') then
    alter table trigger_subscriptions
      rename constraint trigger_subscriptions_wanted_not_null to trigger_subscriptions_desired_state_not_null;
  end if;
end $$;
`;

/** The standard terms for what is stored: unmatched messages, dead letters, and the desired state of a trigger subscription. */
export class Migration20261215PlainNames extends Migration {
  override name = '20261215-plain-names';

  override up(): void {
    this.addSql(renamed('webhook_strangers', 'webhook_unmatched'));
    this.addSql(renamed('webhook_set_aside', 'webhook_dead_letters'));
    this.addSql('alter table webhook_dead_letters rename column set_aside_at to failed_at');
    this.addSql(DESIRED_STATE);
  }
}
