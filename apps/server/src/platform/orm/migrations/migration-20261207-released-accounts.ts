import { Migration } from '@mikro-orm/migrations';

/**
 * How an account that a workspace gave up ended. It stands with the attempt that the account came from, since the
 * connection may be gone by then: `released_as` is written before the account is deleted, so that a repeated run knows
 * whether the grant was revoked; `released_at` when it is deleted and the history says so.
 *
 * Those lines of the history are about the account and not about the connection, so they carry its present version, and
 * the version's index leaves them out. The identity's indexes find who else may work by the same grant.
 */
export class Migration20261207ReleasedAccounts extends Migration {
  override name = '20261207-released-accounts';

  override up(): void {
    this.addSql(`
      alter table connection_attempts
        add column release_requested_at timestamptz,
        add column released_as text check (released_as in ('deleted', 'revoked')),
        add column released_at timestamptz;
      drop index connection_events_version_key;
      create unique index connection_events_version_key on connection_events (workspace_id, connection_id, version)
        where not ignored and event not in ('released_deleted', 'released_revoked');
      create index entity_connections_identity_idx on entity_connections (lower(btrim(account_identity)))
        where connection_id is not null;
      create index entity_connections_unclear_identity_idx on entity_connections (workspace_id)
        where connection_id is not null and (account_identity is null or account_identity !~ '^[!-~]+@[!-~]+$');
    `);
  }
}
