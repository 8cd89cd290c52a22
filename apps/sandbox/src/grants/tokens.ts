import type { SandboxContext } from '../context.ts';
import { newId } from '../store/ids.ts';
import type { GrantRecord, StrangerRecord } from '../store/state.ts';
import { managedClient } from './grants.ts';

/** Whether the app still accepts the tokens of an account, also of one that was deleted here. */
export interface TokenState {
  accountId: string;
  grant: GrantRecord;
  works: boolean;
  /** `deleted`: forgotten by the service, though the app may still accept it. `stranger`: of another customer's product. */
  of: 'account' | 'deleted' | 'stranger';
}

/** Every token that was ever given, oldest first. */
export function tokens({ store }: SandboxContext): TokenState[] {
  const { accounts, strangers } = store.state;
  const own = [...accounts.values()].flatMap(({ id, grant, tokenEndedAt, deletedAt }) =>
    grant ? [state(id, { grant, tokenEndedAt: tokenEndedAt ?? null }, deletedAt === null ? 'account' : 'deleted')] : [],
  );
  return [...own, ...[...strangers.values()].map((stranger) => state(stranger.id, stranger, 'stranger'))];
}

function state(
  accountId: string,
  { grant, tokenEndedAt }: Pick<StrangerRecord, 'grant' | 'tokenEndedAt'>,
  of: TokenState['of'],
): TokenState {
  return { accountId, grant, works: tokenEndedAt === null, of };
}

/** The person connects an app to another customer's product, by the OAuth client that the service shares with all of them. */
export function addStranger(context: SandboxContext, toolkit: string, person: string): StrangerRecord {
  const grant = { client: managedClient(toolkit), person: person.trim().toLowerCase() };
  const stranger: StrangerRecord = { id: newId('ca'), grant, tokenEndedAt: null };
  context.store.state.strangers.set(stranger.id, stranger);
  context.store.changed();
  return stranger;
}
