import { Migration } from '@mikro-orm/migrations';

/**
 * Sessions in which end users of a customer's product connect without an account, the hosts whose pages may embed them, and one
 * row for each go through a window. Ids are looked up before a workspace is known.
 */
export class Migration20261222ConnectSessions extends Migration {
  override name = '20261222-connect-sessions';

  override up(): void {
    this.addSql(`
      create table connect_hosts (
        id uuid primary key,
        workspace_id text,
        origin text not null,
        return_urls jsonb not null,
        status text not null check (status in ('pending', 'approved')),
        approved_how text check (approved_how in ('admin', 'well_known')),
        approved_by jsonb,
        approved_at timestamptz,
        added_by jsonb not null,
        created_at timestamptz not null
      )`);
    this.addSql(`
      create unique index connect_hosts_origin_key on connect_hosts (origin, coalesce(workspace_id, ''))`);
    this.addSql(`
      create table connect_sessions (
        id text primary key,
        workspace_id text not null,
        key_id text,
        created_by jsonb not null,
        token_hash text not null,
        end_user_id text not null,
        end_user_name text,
        end_user_email text,
        host_name text not null,
        return_url text not null,
        origins jsonb not null,
        browser_challenge text,
        apps jsonb,
        connection_id uuid,
        label text not null,
        tags jsonb not null,
        locale text,
        theme jsonb not null,
        opened_as text check (opened_as in ('page', 'frame', 'headless')),
        opened_at timestamptz,
        credential_hash text,
        credential_until timestamptz,
        previous_hash text,
        previous_until timestamptz,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        ended_at timestamptz,
        ended_by text
      )`);
    this.addSql(`create index connect_sessions_list_idx on connect_sessions (workspace_id, created_at desc, id)`);
    this.addSql(`create index connect_sessions_end_user_idx on connect_sessions (workspace_id, end_user_id)`);
    this.addSql(`create index connect_sessions_key_idx on connect_sessions (key_id) where ended_at is null`);
    this.addSql(`create index connect_sessions_created_idx on connect_sessions (created_at)`);
    this.addSql(`
      create table connect_flows (
        workspace_id text not null,
        id uuid not null,
        session_id text not null references connect_sessions (id) on delete cascade,
        connection_id uuid not null,
        action text not null check (action in ('connect', 'disconnect')),
        ticket_hash text not null,
        ticket_until timestamptz not null,
        redeemed_at timestamptz,
        browser_hash text,
        begun_at timestamptz,
        hand_over text check (hand_over in ('message', 'redirect')),
        done_at timestamptz,
        created_at timestamptz not null,
        primary key (workspace_id, id)
      )`);
    this.addSql(`create unique index connect_flows_id_key on connect_flows (id)`);
    this.addSql(`create unique index connect_flows_ticket_key on connect_flows (ticket_hash)`);
    this.addSql(`create index connect_flows_session_idx on connect_flows (session_id)`);
    this.addSql(`alter table entity_connections add confirmation text not null default 'none'`);
    this.addSql(`
      alter table connection_attempts
        add end_user_id text,
        add session_id text,
        add code_hash text,
        add confirmation_of jsonb,
        add decided_at timestamptz,
        add decided_for text`);
    this.addSql(`
      create index connection_attempts_code_idx on connection_attempts (session_id, code_hash) where code_hash is not null`);
    this.addSql(`
      create index connection_attempts_session_idx on connection_attempts (session_id) where session_id is not null`);
  }
}
