import { Migration } from '@mikro-orm/migrations';

/**
 * What of a connection's health is not in its status, kept with the row, so that it is read without a join and compared
 * under the row's lock. And since when a trigger does not work: trying again clears its problem, but does not solve it.
 */
export class Migration20261224Health extends Migration {
  override name = '20261224-health';

  override up(): void {
    this.addSql(`alter table trigger_subscriptions add column failed_at timestamptz`);
    this.addSql(`update trigger_subscriptions set failed_at = updated_at where problem is not null`);
    this.addSql(`alter table entity_connections add column health_parts jsonb not null default '{}'`);
    this.addSql(`
      update entity_connections c
         set health_parts = jsonb_build_object('stoppedTriggers', s.slugs)
        from (select workspace_id, connection_id, jsonb_agg(distinct trigger_slug order by trigger_slug) as slugs
                from trigger_subscriptions
               where problem is not null and desired_state = 'on'
               group by workspace_id, connection_id) s
       where s.workspace_id = c.workspace_id and s.connection_id = c.id`);
  }
}
