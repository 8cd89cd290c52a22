/**
 * The statements of a start and a return as plain SQL, in the same order as our server's, so that the comparison
 * measures everything but the database.
 */

export const CALLER = `
  select u."id", u."name", u."email", s."activeOrganizationId", m."role", o."name" as "workspaceName", s."expiresAt"
    from "session" s
    join "user" u on u."id" = s."userId"
    left join "member" m on m."userId" = u."id" and m."organizationId" = $2
    left join "organization" o on o."id" = m."organizationId"
   where s."token" = $1`;

export const MEMBER = `
  select m."organizationId", o."name", m."role"
    from "member" m join "organization" o on o."id" = m."organizationId"
   where m."userId" = $1 and m."organizationId" = $2`;

export const PRESENT = `
  select c.app_slug, c.auth_scheme, c.scopes_requested, c.scopes_granted, a.scopes
    from entity_connections c left join connection_attempts a on a.account_id = c.connection_id
   where c.workspace_id = $1 and c.id = $2`;

export const SCHEMES = `
  select a.slug, a.needs_auth, a.needs_setup, a.auth_schemes, a.managed_schemes, a.guide_url, s.own_schemes, s.schemes,
         s.has_endpoint, s.checked_at
    from composio_apps_cache a left join app_auth_schemes s on s.slug = a.slug
   where a.gone_at is null and a.slug = $1`;

export const LOCK = 'select * from entity_connections where workspace_id = $1 and id = $2 for update';

export const APP = 'select slug, needs_auth from composio_apps_cache where slug = $1 and gone_at is null';

export const ATTEMPT = `
  insert into connection_attempts (workspace_id, id, connection_id, app_slug, user_id, user_name, nonce_hash, browser_hash,
         status, opened_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10)`;

export const LINE = `
  insert into connection_events (workspace_id, id, connection_id, app_slug, at, event, from_status, to_status, actor,
         attempt_id, version)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

export const MOVE_TO_PENDING = `
  update entity_connections set status = $3, attempt_id = $4, updated_at = $5, version = version + 1
   where workspace_id = $1 and id = $2`;

export const LINK = `
  update connection_attempts set account_id = $3, auth_config_id = $4
   where workspace_id = $1 and id = $2 and status = 'open' returning id`;

export const VIEW = `
  select c.id, c.app_slug, a.name as app_name, a.logo_url is not null as has_logo, a.needs_auth, c.label, c.status,
         c.reason_code, c.reason_detail, c.connection_id as account_id, c.account_identity, c.added_by, c.connected_by,
         c.connected_at, c.created_at, c.updated_at, c.version, t.id as attempt_id, t.opened_at as attempt_opened_at,
         t.expires_at as attempt_expires_at, t.returned_at as attempt_returned_at, t.account_id as attempt_account_id,
         t.user_id as attempt_user_id, t.user_name as attempt_user_name
    from entity_connections c
    left join composio_apps_cache a on a.slug = c.app_slug
    left join connection_attempts t on t.workspace_id = c.workspace_id and t.id = c.attempt_id
   where c.workspace_id = $1 and c.id = $2`;

export const BY_NONCE = 'select * from connection_attempts where nonce_hash = $1';

export const CLAIM = `
  update connection_attempts
     set returned_at = $3, return_session_sealed = case status when 'open' then $4 end,
         confirmed_at = case status when 'authorized' then $3 else confirmed_at end
   where workspace_id = $1 and id = $2 and returned_at is null and foreign_return_at is null
     and status in ('open', 'authorized') returning status`;

export const CLOSE = `
  update connection_attempts set status = $3, reason_code = $4, closed_at = $5
   where workspace_id = $1 and id = $2 returning account_id`;

export const FIRST_ACTIONS = `
  insert into enabled_actions (workspace_id, connection_id, actions)
  select $1, $2, coalesce(array_agg(slug order by slug), '{}') from composio_actions_cache
   where app_slug = $3 and gone_at is null and
         case coalesce((select policy from action_policies where workspace_id = $1 and action_policies.app_slug = $3), 'important')
           when 'important' then tags ? 'important' when 'all' then true when 'read-only' then tags ? 'readOnlyHint'
           when 'none' then false end
  on conflict (workspace_id, connection_id) do nothing`;

export const DESIRED_TRIGGERS = `
  select exists (select from trigger_subscriptions where workspace_id = $1 and connection_id = $2) as listens,
         (select coalesce(jsonb_agg(jsonb_build_object('triggerSlug', trigger_slug, 'config', config, 'createdBy', created_by)), '[]')
            from automatic_triggers where workspace_id = $1 and app_slug = $3) as automatic`;

export const LOCK_ACCOUNT = `
  select pg_advisory_xact_lock(7226001, hashtext($1) & 63)`;

export const RECONSIDER = `
  with known as (delete from webhook_unmatched where account_id = $1 returning id)
  insert into webhook_queue (id) select id from known`;

export const CONFIRM = `
  update connection_attempts set account_id = $3, confirmed_at = $4 where workspace_id = $1 and id = $2`;

export const MOVE_TO_ACTIVE = `
  update entity_connections
     set status = $3, attempt_id = null, connection_id = $4, account_identity = $5, connected_by = $6, connected_at = $7,
         checked_at = $7, updated_at = $7, version = version + 1
   where workspace_id = $1 and id = $2`;

/** Other processes look for the committed job. */
export const NOTIFY = "select pg_notify('bench', 'jobs')";

/** What customers are told: connected, and healthy. */
export const EVENTS = `
  insert into events (workspace_id, id, type, version, connection_id, app_slug, message_id, verdict, happened_at,
                      received_at, about, payload)
  select $1, e.id, e.type, 1, $3, 'slack', e.id::text, 'accepted', $4, $4, '{}',
         ('{"workspace":' || json_build_object('id', o.id, 'name', o.name) || ',' || substr(e.payload, 2))::json
    from unnest($2::uuid[], $5::text[], $6::text[]) as e (id, type, payload)
    left join organization o on o.id = $1`;

export const SUBSCRIBED = `
  select p.workspace_id, e.id as event_id, p.id as endpoint_id
    from unnest($2::uuid[]) as wanted (id)
    join events e on e.workspace_id = $1 and e.id = wanted.id and e.verdict = 'accepted'
    join endpoints p on p.workspace_id in (e.workspace_id, '') and p.status = 'on'
     and case when p.types is null then e.type = 'trigger.message' else p.types ? e.type end
     and (jsonb_array_length(p.apps) = 0 or p.apps ? e.app_slug)
     and (jsonb_array_length(p.triggers) = 0 or e.trigger_slug is null or p.triggers ? e.trigger_slug)
   order by e.id`;
