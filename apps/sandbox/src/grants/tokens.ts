import type { SandboxContext } from '../context.ts';
import { newId } from '../store/ids.ts';
import type { GrantRecord, ForeignGrantRecord } from '../store/state.ts';
import { managedClient } from './grants.ts';

/** Whether the app still accepts the tokens of an account, even if it was deleted here. */
export interface TokenState {
  accountId: string;
  grant: GrantRecord;
  works: boolean;
  /**
   * `deleted`: forgotten by the service, although the app may still accept it. `foreign`: of another customer's
   * product.
   */
  of: 'account' | 'deleted' | 'foreign';
}

/** Every token that was ever issued, oldest first. */
export function tokens({ store }: SandboxContext): TokenState[] {
  const { accounts, foreignGrants } = store.state;
  const own = [...accounts.values()].flatMap(({ id, grant, tokenEndedAt, deletedAt }) =>
    grant ? [state(id, { grant, tokenEndedAt: tokenEndedAt ?? null }, deletedAt === null ? 'account' : 'deleted')] : [],
  );
  return [...own, ...[...foreignGrants.values()].map((foreign) => state(foreign.id, foreign, 'foreign'))];
}

function state(
  accountId: string,
  { grant, tokenEndedAt }: Pick<ForeignGrantRecord, 'grant' | 'tokenEndedAt'>,
  of: TokenState['of'],
): TokenState {
  return { accountId, grant, works: tokenEndedAt === null, of };
}

/**
 * The person connects an app to another customer's product, with the OAuth client that the service shares with all of
 * them.
 */
export function addForeignGrant(context: SandboxContext, toolkit: string, person: string): ForeignGrantRecord {
  const grant = { client: managedClient(toolkit), person: person.trim().toLowerCase() };
  const foreign: ForeignGrantRecord = { id: newId('ca'), grant, tokenEndedAt: null };
  context.store.state.foreignGrants.set(foreign.id, foreign);
  context.store.changed();
  return foreign;
}
