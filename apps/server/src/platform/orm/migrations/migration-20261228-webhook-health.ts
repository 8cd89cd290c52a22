import { Migration } from '@mikro-orm/migrations';

/** Finds the connections that wait for a webhook, without reading all of them every few minutes. */
export class Migration20261228WebhookHealth extends Migration {
  override name = '20261228-webhook-health';

  override up(): void {
    this.addSql(`
      create index entity_connections_misses_webhook_idx on entity_connections (workspace_id, id)
        where health_parts->>'missesWebhook' = 'true'`);
    this.addSql(`
      create index trigger_subscriptions_on_idx on trigger_subscriptions (workspace_id, connection_id)
        where desired_state = 'on'`);
  }
}
