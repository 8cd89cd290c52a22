import { Migration } from '@mikro-orm/migrations';

/** Messages that failed to be routed by themselves: out of the way of the others, and kept until they can be. */
const SET_ASIDE = `
create table webhook_set_aside (
  id uuid not null primary key,
  -- In the words of what failed, for whoever looks after the installation.
  reason text not null,
  set_aside_at timestamptz not null
);
`;

/** One message cannot hold up all others. */
export class Migration20261128WebhookSetAside extends Migration {
  override name = '20261128-webhook-set-aside';

  override up(): void {
    this.addSql(SET_ASIDE);
  }
}
