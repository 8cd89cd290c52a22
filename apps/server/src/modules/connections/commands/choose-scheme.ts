import type { AppScheme } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../../platform/errors/app-error.ts';
import { type ParameterOf, prepare } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { completeFacts, schemeFacts, schemeViews } from '../../catalog/index.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import type { ConnectInput } from './connect-input.ts';
import { requireValidCredentials } from './valid-credentials.ts';
import { wantedScopes } from './wanted-scopes.ts';

/** How a connection is to be authorized. */
export interface Chosen {
  /** Null: the provider chooses. */
  scheme: string | null;
  /** Left out: what the auth config asks for. */
  scopes?: string[];
}

/**
 * Judges a request to connect before anything is written: the way has to be one of the app's, and what was entered has to be
 * what it asks for. Whether it is set up by now is for the provider to say. Throws INPUT_INVALID, SCHEME_UNSUPPORTED,
 * APP_UNKNOWN, CONNECTION_UNKNOWN, PROVIDER_….
 */
export async function chooseScheme(
  deps: ConnectionsDeps,
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  input: ConnectInput,
): Promise<Chosen> {
  const asksForMore = input.scheme ?? input.credentials ?? input.scopes;
  if (!deps.provider.canChooseScheme) {
    if (asksForMore === undefined) return { scheme: null };
    throw new AppError('SCHEME_UNSUPPORTED');
  }
  const connection = await readPresent(em, { workspaceId, id: input.id });
  // Only a form needs to know the fields; a link needs nothing of the provider but the link.
  const facts = input.credentials
    ? await completeFacts(deps, em, connection.app)
    : await schemeFacts(em, connection.app);
  const schemes = schemeViews(facts);
  const chosen = pick(schemes, { wanted: input.scheme, present: connection.scheme });
  if (input.credentials) requireValidCredentials(chosen, input.credentials);
  // Once asked for by name, permissions are asked for again: a plain reconnect must not lose them.
  const isSame = chosen?.kind === 'consent' && chosen.scheme === connection.scheme;
  const asked = input.scopes ?? (isSame ? connection.named : null);
  const scopes = asked && (await wantedScopes(em, { ...connection, chosen, asked }));
  return { scheme: chosen?.scheme ?? null, ...(scopes && { scopes }) };
}

interface Present {
  app: string;
  scheme: string | null;
  requested: string[];
  /** What was asked for by name when the account in use was authorized. */
  named: string[] | null;
}

async function readPresent(
  em: EntityManager,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<Present> {
  const [row] = (await db(em).executeQuery(PRESENT({ workspaceId, id }))).rows;
  if (!row) throw new AppError('CONNECTION_UNKNOWN');
  const requested = [...(row.scopes_requested ?? []), ...(row.scopes_granted ?? [])];
  return { app: row.app_slug, scheme: row.auth_scheme, requested, named: row.scopes };
}

const PRESENT = prepare((value: ParameterOf<{ workspaceId: string; id: string }>) =>
  statements
    .selectFrom('entity_connections as c')
    .leftJoin('connection_attempts as a', 'a.account_id', 'c.connection_id')
    .select(['c.app_slug', 'c.auth_scheme', 'c.scopes_requested', 'c.scopes_granted', 'a.scopes'])
    .where('c.workspace_id', '=', value('workspaceId'))
    .where('c.id', '=', value('id')),
);

/** A reconnect goes the way of before, unless it is told another one. */
function pick(
  schemes: AppScheme[],
  { wanted, present }: { wanted: string | undefined; present: string | null },
): AppScheme | undefined {
  const named = schemes.find(({ scheme }) => scheme === wanted);
  if (wanted !== undefined && !named) {
    throw new AppError('INPUT_INVALID', { fields: { scheme: 'This app cannot be connected this way.' } });
  }
  return named ?? schemes.find(({ scheme, isReady }) => scheme === present && isReady) ?? schemes[0];
}
