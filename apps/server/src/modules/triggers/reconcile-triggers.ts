import { ProviderFailure } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import type { Job } from '../../platform/jobs/job.ts';
import { triggerTypesOf, usesOwnClient } from '../catalog/index.ts';
import { Connection, ownerOf } from '../connections/index.ts';
import { type TriggerProblem, TriggerSubscription } from './trigger-subscription.entity.ts';
import { changeSubscription } from './trigger-health.ts';
import type { TriggersDeps } from './triggers.deps.ts';

/** Brings the provider to the desired state of a connection's triggers. Enqueued in the transaction that changes it. */
export const reconcileTriggersJob = {
  name: 'settle-triggers',
  data: z.object({ workspaceId: z.string(), connectionId: idSchema }),
  retryLimit: 200,
  retryDelayMax: 600,
} satisfies Job;

export interface ConnectionKey {
  workspaceId: string;
  connectionId: string;
}

/** The state of a subscription before the provider was called. */
export const NOT_PROVISIONED = { state: 'waiting', upstreamId: null, upstreamAccountId: null } as const;

/** After this many failures, a run stops calling the provider. */
const MAX_FAILURES = 5;

/**
 * Brings the provider to the desired state of a connection's triggers. Idempotent and safe to run concurrently: a run
 * whose desired state has changed in the meantime reads it again and continues. A trigger that fails does not block
 * the others; its `ProviderFailure` is thrown at the end.
 */
export async function reconcileTriggers(deps: TriggersDeps, key: ConnectionKey): Promise<void> {
  const em = deps.orm.em.fork();
  const rows = await em.find(TriggerSubscription, key, { fields: ['id'], orderBy: { createdAt: 'asc' } });
  const failures: ProviderFailure[] = [];
  for (const { id } of rows) {
    if (failures.length === MAX_FAILURES) break;
    const failure = await tryReconcile(deps, { workspaceId: key.workspaceId, id });
    if (failure) failures.push(failure);
  }
  if (failures[0]) throw failures[0];
}

/** The same for a single trigger, right away, for a waiting caller. The job retries what fails. */
export async function reconcileNow(deps: TriggersDeps, key: RowKey): Promise<void> {
  await tryReconcile(deps, key);
}

type RowKey = Pick<TriggerSubscription, 'workspaceId' | 'id'>;

async function tryReconcile(deps: TriggersDeps, { workspaceId, id }: RowKey): Promise<ProviderFailure | undefined> {
  try {
    await reconcile(deps, { workspaceId, id });
    return undefined;
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    deps.log.warn({ err: error, workspaceId, subscriptionId: id }, 'triggers: the provider could not be updated');
    return error;
  }
}

async function reconcile(deps: TriggersDeps, key: RowKey): Promise<void> {
  for (;;) {
    const em = deps.orm.em.fork();
    const row = await em.findOne(TriggerSubscription, key);
    if (!row || !(await STEPS[row.desiredState](deps, em, row))) return;
  }
}

/** Returns whether something was done, so that the row has to be checked again. */
type Step = (deps: TriggersDeps, em: EntityManager, row: TriggerSubscription) => Promise<boolean>;

const STEPS: Record<TriggerSubscription['desiredState'], Step> = { on: arm, paused: pause, deleted: drop };

async function arm(deps: TriggersDeps, em: EntityManager, row: TriggerSubscription): Promise<boolean> {
  const { accountId, endUserId } = await accountOf(em, row);
  if (!accountId || row.problem) return false;
  const isThere = row.upstreamId !== null && row.upstreamAccountId === accountId;
  if (isThere && row.state === 'on') return false;
  const { triggerSlug, config } = row;
  const owner = ownerOf({ ...row, endUserId });
  try {
    // Idempotent at the provider: an instance that is armed or paused is returned, enabled.
    const upstreamId = await deps.provider.armTrigger({ workspaceId: owner, accountId, triggerSlug, config });
    await record(deps, row, { upstreamId, upstreamAccountId: accountId, state: 'on' });
  } catch (error) {
    if (!(error instanceof ProviderFailure && error.kind === 'refused')) throw error;
    deps.log.warn({ err: error, subscriptionId: row.id }, 'triggers: the provider refused a trigger');
    await record(deps, row, { problem: await problemOf(em, row), problemDetail: error.said });
  }
  return true;
}

/** Of an own OAuth client, the app has to be told first where to send its events; then the provider refuses to listen. */
async function problemOf(em: EntityManager, { appSlug, triggerSlug }: TriggerSubscription): Promise<TriggerProblem> {
  const type = (await triggerTypesOf(em, appSlug)).get(triggerSlug);
  return type?.needsEndpoint && (await usesOwnClient(em, appSlug)) ? 'needs_endpoint' : 'refused';
}

async function pause(deps: TriggersDeps, _em: EntityManager, row: TriggerSubscription): Promise<boolean> {
  if (row.state !== 'on' || !row.upstreamId) return false;
  await unlessRefused(deps.provider.setTriggerEnabled(row.upstreamId, false));
  await record(deps, row, { state: 'paused' });
  return true;
}

async function drop(deps: TriggersDeps, em: EntityManager, row: TriggerSubscription): Promise<boolean> {
  const { workspaceId, id, version, upstreamId } = row;
  if (upstreamId) await deps.provider.deleteTrigger(upstreamId);
  // Only if it was not enabled again, or armed late by another run, in the meantime.
  if ((await em.nativeDelete(TriggerSubscription, { workspaceId, id, version })) === 1) return false;
  // The provider may have returned the instance that was just deleted: it returns the same one as long as it exists.
  if (upstreamId) await forgetUpstream(deps, row, upstreamId);
  return true;
}

async function forgetUpstream({ orm, clock }: TriggersDeps, { workspaceId, id }: RowKey, upstreamId: string) {
  const where = { workspaceId, id, upstreamId };
  await orm.em.fork().nativeUpdate(TriggerSubscription, where, { ...NOT_PROVISIONED, updatedAt: clock.now() });
}

/** When the row is gone, no job would ever delete what was just armed, so it is deleted here. */
async function record(
  deps: TriggersDeps,
  row: TriggerSubscription,
  change: Partial<
    Pick<TriggerSubscription, 'upstreamId' | 'upstreamAccountId' | 'state' | 'problem' | 'problemDetail'>
  >,
): Promise<void> {
  const isThere = await changeSubscription(deps, row, { change });
  if (!isThere && change.upstreamId) await deps.provider.deleteTrigger(change.upstreamId);
}

/** The account to arm the trigger on; null while the connection is not usable. */
async function accountOf(
  em: EntityManager,
  row: TriggerSubscription,
): Promise<{ accountId: string | null; endUserId: string | null }> {
  const connection = await em.findOne(Connection, { workspaceId: row.workspaceId, id: row.connectionId });
  const accountId = connection?.status === 'active' ? (connection.accountId ?? null) : null;
  return { accountId, endUserId: connection?.endUserId ?? null };
}

/** A refusal means that the trigger or its account is gone at the provider, so it no longer fires. */
async function unlessRefused(call: Promise<void>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof ProviderFailure && error.kind === 'refused')) throw error;
  });
}
