import type { AuthConfig, ProviderAccounts } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Status } from '@patchbay/lifecycle';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import { type GrantUser, isAddress, mayShareClient, normalIdentity } from './may-revoke.ts';

/** An account, and the grant that it works by. */
export interface AccountGrant extends GrantUser {
  accountId: string;
}

interface Row {
  appSlug: string;
  identity: string | null;
  authConfigId: string | null;
}

/** Kinds of users that are looked at, at most. */
const MOST = 2_000;

/**
 * All that may be the same person as the account's, anywhere in the installation: connections in use, and attempts that are
 * open, of which it is not known yet who approves. One line for each kind. More kinds than can be looked at count as one of
 * which nothing is known.
 */
export async function possibleUsers(
  provider: ProviderAccounts,
  em: EntityManager,
  grant: AccountGrant,
): Promise<GrantUser[]> {
  const identity = normalIdentity(grant.identity ?? '');
  const rows = await executeSql<Row>(em, isAddress(identity) ? USERS_OF_ADDRESS : USERS, [
    grant.accountId,
    MOST + 1,
    ...(isAddress(identity) ? [identity] : []),
  ]);
  if (rows.length > MOST) return [{ appSlug: grant.appSlug, identity: null, authConfig: null }];
  return withAuthConfigs(provider, rows);
}

const OPEN_ATTEMPTS = `
  select app_slug, null as identity, auth_config_id
    from connection_attempts where status = 'open' and account_id is distinct from $1`;

const CONNECTIONS = `
  select c.app_slug, c.account_identity as identity, a.auth_config_id
    from entity_connections c left join connection_attempts a on a.account_id = c.connection_id
   where c.connection_id is not null and c.connection_id <> $1`;

const usersAmong = (sources: string[]) => `
  select app_slug as "appSlug", identity, auth_config_id as "authConfigId"
    from (${sources.join(' union ')}) as users limit $2`;

const USERS = usersAmong([CONNECTIONS, OPEN_ATTEMPTS]);

/** Another address is another person. Each of the two parts has an index. */
const USERS_OF_ADDRESS = usersAmong([
  `${CONNECTIONS} and lower(btrim(c.account_identity)) = $3`,
  `${CONNECTIONS} and (c.account_identity is null or c.account_identity !~ '^[!-~]+@[!-~]+$')`,
  OPEN_ATTEMPTS,
]);

/** A connection that stops when the grant is revoked. */
export interface GrantConnection extends GrantUser {
  workspaceId: string;
  id: string;
  appName: string | null;
  label: string;
  status: Status;
}

/** Connections that are looked at, at most. */
const MOST_CONNECTIONS = 500;

/** The connections, of all workspaces, that are known to be the same person's by what may be the same OAuth client. */
export async function connectionsOfGrant(
  provider: ProviderAccounts,
  em: EntityManager,
  grant: AccountGrant,
): Promise<GrantConnection[]> {
  if (grant.identity === null) return [];
  const rows = await executeSql<Omit<GrantConnection, 'authConfig'> & Row>(em, CONNECTIONS_OF_IDENTITY, [
    grant.accountId,
    grant.identity,
    MOST_CONNECTIONS,
  ]);
  return (await withAuthConfigs(provider, rows)).filter((other) => mayShareClient(grant, other));
}

const CONNECTIONS_OF_IDENTITY = `
  select c.workspace_id as "workspaceId", c.id, c.app_slug as "appSlug", p.name as "appName", c.label, c.status,
         c.account_identity as identity, a.auth_config_id as "authConfigId"
    from entity_connections c
    left join connection_attempts a on a.account_id = c.connection_id
    left join composio_apps_cache p on p.slug = c.app_slug
   where c.connection_id is not null and c.connection_id <> $1 and lower(btrim(c.account_identity)) = lower(btrim($2))
   order by c.workspace_id, c.app_slug, c.label limit $3`;

/** Each auth config is read once. */
async function withAuthConfigs<Some extends Row>(provider: ProviderAccounts, rows: Some[]) {
  const known = new Map<string | null, AuthConfig | null>([[null, null]]);
  for (const { authConfigId: id } of rows) {
    if (id !== null && !known.has(id)) known.set(id, await provider.readAuthConfig(id));
  }
  return rows.map((row) => ({ ...row, authConfig: known.get(row.authConfigId) ?? null }));
}
