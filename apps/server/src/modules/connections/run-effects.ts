import type { ConnectionEffect } from '@patchbay/lifecycle';
import { chooseFirstActions, forgetActions } from '../enabled-actions/index.ts';
import type { Connection } from './connection.entity.ts';
import type { EffectHandlers, EffectScope } from './connection-effects.ts';
import { dropAccountJob, dropLostAccountJob } from './accounts/drop-account.ts';
import { requestRelease } from './accounts/request-release.ts';
import { db } from '../../platform/orm/tables.ts';

interface Scope extends EffectScope {
  /** Of the account that was in use before the change. */
  identity: string | null;
}

/** Carries out what the machine named: rows at once, calls to the provider as jobs of the same transaction. */
export async function runEffects(scope: Scope, connection: Connection, effects: ConnectionEffect[]): Promise<void> {
  for (const effect of effects) await EFFECTS[effect.type](scope, connection, effect as never);
}

type Carrier<Type extends ConnectionEffect['type']> = (
  scope: Scope,
  connection: Connection,
  effect: Extract<ConnectionEffect, { type: Type }>,
) => Promise<void>;

const noop = (): Promise<void> => Promise.resolve();

const EFFECTS: { [Type in ConnectionEffect['type']]: Carrier<Type> } = {
  // The attempt holds secrets that only the use case has: connect-connection.ts writes its row.
  openAttempt: noop,
  closeAttempt,
  dropAccount: dropAttemptAccount,
  deleteAccount: ({ tx, jobs }, _connection, { accountId }) => jobs.send(tx, dropAccountJob, { data: { accountId } }),
  releaseAccount: requestRelease,
  // Named whenever a connection becomes usable: the one place where the first actions are chosen.
  armTriggers: async (scope, connection) => {
    await chooseFirstActions(scope.tx, connection);
    await inOtherModules('armTriggers')(scope, connection);
  },
  pauseTriggers: inOtherModules('pauseTriggers'),
  deleteTriggers: inOtherModules('deleteTriggers'),
  forgetConfiguration: ({ tx }, connection) => forgetActions(tx, connection),
};

function inOtherModules(effect: keyof EffectHandlers) {
  return (scope: Scope, connection: Connection) => scope.effects.handlerOf(effect)(scope, connection);
}

/** What ended with a reason that the return page may have to tell; a command is its own reason. */
const ENDED_BY_FACT: ReadonlySet<string> = new Set(['refused', 'lapsed']);

async function closeAttempt(
  { tx, clock }: Scope,
  { workspaceId, reasonCode }: Connection,
  { attemptId, outcome }: Extract<ConnectionEffect, { type: 'closeAttempt' }>,
): Promise<void> {
  // At once and not with the next flush: the attempt that follows may only be inserted when this one is closed, and the
  // connection must be written once, because each write counts its version up.
  const code = ENDED_BY_FACT.has(outcome) ? (reasonCode ?? null) : null;
  await db(tx)
    .updateTable('connection_attempts')
    .set({ status: outcome, reason_code: code, closed_at: clock.now(), return_session_sealed: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', attemptId)
    .execute();
}

/** How long an answer of the provider may still be on its way after the attempt has ended, milliseconds. */
const STRAGGLER_MS = 90_000;

/** The attempt is closed by now, so that no account is recorded with it any more. */
async function dropAttemptAccount(
  { tx, jobs, clock }: Scope,
  { workspaceId, id: connectionId }: Connection,
  { attemptId }: Extract<ConnectionEffect, { type: 'dropAccount' }>,
): Promise<void> {
  const attempt = await db(tx)
    .selectFrom('connection_attempts')
    .select('account_id as accountId')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', attemptId)
    .executeTakeFirst();
  if (attempt?.accountId) return jobs.send(tx, dropAccountJob, { data: { accountId: attempt.accountId } });
  const data = { workspaceId, connectionId, attemptId };
  await jobs.send(tx, dropLostAccountJob, { data, startAfter: new Date(clock.now().getTime() + STRAGGLER_MS) });
}
