import { Migration } from '@mikro-orm/migrations';

/** For the hourly scans: both are of the few rows that still need something, and not of ninety days of them. */
const SCANS = `
create index action_executions_running_idx on action_executions (deadline_at) where status = 'running';
create index action_executions_repeatable_idx on action_executions (started_at)
 where idempotency_key is not null or result is not null;
`;

/** Tidying the execution log reads what it changes, and no more. */
export class Migration20261210ExecutionScans extends Migration {
  override name = '20261210-execution-scans';

  override up(): void {
    this.addSql(SCANS);
  }
}
