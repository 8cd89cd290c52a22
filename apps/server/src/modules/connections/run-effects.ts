import type { AttemptOutcome, ConnectionEffect, ReasonCode } from '@patchbay/lifecycle';
import { chooseFirstActions, forgetActions } from '../enabled-actions/index.ts';
import type { Connection } from './connection.entity.ts';
import type { EffectHandlers, EffectScope } from './connection-effects.ts';
import { dropAccountJob, dropLostAccountJob } from './accounts/drop-account.ts';
import { ownerOf } from './accounts/owner-of.ts';
import { requestRelease } from './accounts/request-release.ts';
import { prepare } from '../../platform/orm/prepare.ts';
import { db, statements } from '../../platform/orm/tables.ts';

interface Scope extends EffectScope {
  /** The identity of the account that was in use before the change. */
  identity: string | null;
}

/** Runs the machine's effects: rows are written at once, provider calls become jobs of the same transaction. */
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
  // Only the use case has the attempt's secrets: connect-connection.ts writes the row.
  openAttempt: noop,
  closeAttempt,
  dropAccount: dropAttemptAccount,
  deleteAccount: ({ tx, jobs }, _connection, { accountId }) => jobs.send(tx, dropAccountJob, { data: { accountId } }),
  releaseAccount: requestRelease,
  // Runs whenever a connection becomes usable, so the first actions are enabled here.
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

/** Outcomes whose reason the return page may have to show. A command needs none. */
const ENDED_BY_FACT: ReadonlySet<string> = new Set(['refused', 'lapsed']);

async function closeAttempt(
  { tx, clock }: Scope,
  { workspaceId, reasonCode }: Connection,
  { attemptId, outcome }: Extract<ConnectionEffect, { type: 'closeAttempt' }>,
): Promise<void> {
  // Written now and not with the next flush: the next attempt may only be inserted after this one is closed, and the
  // connection must be written once, because each write increments its version.
  const code = ENDED_BY_FACT.has(outcome) ? (reasonCode ?? null) : null;
  await db(tx).executeQuery(CLOSE({ workspaceId, attemptId, outcome, code, now: clock.now() }));
}

interface Closing {
  workspaceId: string;
  attemptId: string;
  outcome: AttemptOutcome;
  code: ReasonCode | null;
  now: Date;
}

const CLOSE = prepare<Closing, unknown>((value) =>
  statements
    .updateTable('connection_attempts')
    .set({
      status: value('outcome'),
      reason_code: value('code'),
      closed_at: value('now'),
      return_session_sealed: null,
    })
    .where('workspace_id', '=', value('workspaceId'))
    .where('id', '=', value('attemptId')),
);

/** How long a provider's response may still arrive after the attempt ended, in milliseconds. */
const LATE_RESPONSE_MS = 90_000;

/** The attempt is closed by now, so no account can be recorded for it anymore. */
async function dropAttemptAccount(
  { tx, jobs, clock }: Scope,
  { workspaceId, id: connectionId, endUserId }: Connection,
  { attemptId }: Extract<ConnectionEffect, { type: 'dropAccount' }>,
): Promise<void> {
  const attempt = await db(tx)
    .selectFrom('connection_attempts')
    .select('account_id as accountId')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', attemptId)
    .executeTakeFirst();
  if (attempt?.accountId) return jobs.send(tx, dropAccountJob, { data: { accountId: attempt.accountId } });
  const data = { workspaceId, connectionId, attemptId, owner: ownerOf({ workspaceId, endUserId }) };
  await jobs.send(tx, dropLostAccountJob, { data, startAfter: new Date(clock.now().getTime() + LATE_RESPONSE_MS) });
}
