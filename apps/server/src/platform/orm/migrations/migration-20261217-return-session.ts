import { Migration } from '@mikro-orm/migrations';

/**
 * With callback identity verification a return names no attempt: which session came back for which attempt, so that a second
 * visit of the same address is told the outcome; and until when the provider may be busy with our confirmation, so that it
 * is asked once, and a lost answer can be told from a refusal.
 */
export class Migration20261217ReturnSession extends Migration {
  override name = '20261217-return-session';

  override up(): void {
    this.addSql(`
      alter table connection_attempts
        add column return_session_hash text,
        add column confirmation_busy_until timestamptz`);
    this.addSql(`
      create index connection_attempts_unconfirmed_idx on connection_attempts (workspace_id)
        where confirmation_busy_until is not null`);
  }
}
