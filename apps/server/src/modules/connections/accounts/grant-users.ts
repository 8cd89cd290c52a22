import type { AuthConfig, ProviderAccounts } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Status } from '@patchbay/lifecycle';
import { type Expression, sql } from 'kysely';
import { type GrantUser, isAddress, mayShareClient, normalIdentity } from './may-revoke.ts';
import { db } from '../../../platform/orm/tables.ts';

/** An account together with the grant it uses. */
export interface AccountGrant extends GrantUser {
  accountId: string;
}

interface Row {
  appSlug: string;
  identity: string | null;
  authConfigId: string | null;
}

/** Upper bound of distinct grant users that are compared. */
const MAX = 2_000;

/**
 * Every distinct grant user in the installation that may be the account's person: connections in use, and open
 * attempts, whose person is not known yet. Beyond the upper bound, one unknown user is added, which counts against a
 * revocation.
 */
export async function possibleUsers(
  provider: ProviderAccounts,
  em: EntityManager,
  grant: AccountGrant,
): Promise<GrantUser[]> {
  const identity = normalIdentity(grant.identity ?? '');
  const { accountId } = grant;
  const rows = await (isAddress(identity) ? usersOfAddress(em, accountId, identity) : users(em, accountId))
    .limit(MAX + 1)
    .execute();
  if (rows.length > MAX) return [{ appSlug: grant.appSlug, identity: null, authConfig: null }];
  return withAuthConfigs(provider, rows);
}

const openAttempts = (em: EntityManager, accountId: string) =>
  db(em)
    .selectFrom('connection_attempts')
    .select(['app_slug as appSlug', sql<string | null>`null`.as('identity'), 'auth_config_id as authConfigId'])
    .where('status', '=', 'open')
    .where('account_id', 'is distinct from', accountId);

const otherConnections = (em: EntityManager, accountId: string) =>
  db(em)
    .selectFrom('entity_connections as c')
    .leftJoin('connection_attempts as a', 'a.account_id', 'c.connection_id')
    .where('c.connection_id', 'is not', null)
    .where('c.connection_id', '<>', accountId);

const usersByConnection = (em: EntityManager, accountId: string) =>
  otherConnections(em, accountId).select([
    'c.app_slug as appSlug',
    'c.account_identity as identity',
    'a.auth_config_id as authConfigId',
  ]);

/** Must equal the expression of the index. */
const normalized = (identity: Expression<string | null>) => sql<string>`lower(btrim(${identity}))`;

function users(em: EntityManager, accountId: string) {
  const all = usersByConnection(em, accountId).union(openAttempts(em, accountId));
  return db(em).selectFrom(all.as('users')).selectAll();
}

/** A different email address is a different person. Each of the first two branches has an index. */
function usersOfAddress(em: EntityManager, accountId: string, address: string) {
  const known = usersByConnection(em, accountId).where((eb) =>
    eb(normalized(eb.ref('c.account_identity')), '=', address),
  );
  const unknown = usersByConnection(em, accountId).where((eb) =>
    eb.or([eb('c.account_identity', 'is', null), eb('c.account_identity', '!~', '^[!-~]+@[!-~]+$')]),
  );
  const all = known.union(unknown).union(openAttempts(em, accountId));
  return db(em).selectFrom(all.as('users')).selectAll();
}

/** A connection that stops working when the grant is revoked. */
export interface GrantConnection extends GrantUser {
  workspaceId: string;
  id: string;
  appName: string | null;
  label: string;
  status: Status;
}

/** Upper bound of connections that are listed. */
const MAX_CONNECTIONS = 500;

/** Connections of all workspaces that are known to belong to the same person and may use the same OAuth client. */
export async function connectionsOfGrant(
  provider: ProviderAccounts,
  em: EntityManager,
  grant: AccountGrant,
): Promise<GrantConnection[]> {
  if (grant.identity === null) return [];
  const rows = await connectionsOfIdentity(em, grant.accountId, grant.identity);
  return (await withAuthConfigs(provider, rows)).filter((other) => mayShareClient(grant, other));
}

function connectionsOfIdentity(em: EntityManager, accountId: string, identity: string) {
  return otherConnections(em, accountId)
    .leftJoin('composio_apps_cache as p', 'p.slug', 'c.app_slug')
    .select([
      'c.workspace_id as workspaceId',
      'c.id',
      'c.app_slug as appSlug',
      'p.name as appName',
      'c.label',
      'c.status',
    ])
    .select(['c.account_identity as identity', 'a.auth_config_id as authConfigId'])
    .where((eb) => eb(normalized(eb.ref('c.account_identity')), '=', normalized(eb.val(identity))))
    .orderBy('c.workspace_id')
    .orderBy('c.app_slug')
    .orderBy('c.label')
    .limit(MAX_CONNECTIONS)
    .execute();
}

/** Reads each auth config once. */
async function withAuthConfigs<Some extends Row>(provider: ProviderAccounts, rows: Some[]) {
  const known = new Map<string | null, AuthConfig | null>([[null, null]]);
  for (const { authConfigId: id } of rows) {
    if (id !== null && !known.has(id)) known.set(id, await provider.readAuthConfig(id));
  }
  return rows.map((row) => ({ ...row, authConfig: known.get(row.authConfigId) ?? null }));
}
