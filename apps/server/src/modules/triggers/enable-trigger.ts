import { subscriptionViewSchema } from '@patchbay/contracts';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { canonicalHash } from '../../platform/crypto/canonical-hash.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { triggerSlug } from '../catalog/index.ts';
import { Connection } from '../connections/index.ts';
import type { Access, Actor } from '../access/index.ts';
import { findTriggerType } from './find-trigger-type.ts';
import { NOT_PROVISIONED, reconcileNow, reconcileTriggersJob } from './reconcile-triggers.ts';
import { requireValidConfig, triggerConfig } from './trigger-config.ts';
import { TriggerSubscription } from './trigger-subscription.entity.ts';
import { subscriptionView } from './subscription.view.ts';
import type { TriggersDeps } from './triggers.deps.ts';

export const enableTriggerInput = inputObject({
  connectionId: idSchema,
  trigger: triggerSlug,
  config: triggerConfig.default({}),
});

type EnableTriggerInput = z.infer<typeof enableTriggerInput>;

export const triggerOutput = z.object({ trigger: subscriptionViewSchema });

/** Subscriptions per connection: the provider polls or maintains a push channel for each of them. */
const MAX_PER_CONNECTION = 100;

/**
 * Subscribes a connection to a trigger. The same trigger with the same configuration is the same subscription. The
 * desired state is saved first, then the provider is called; if that fails, a job retries it.
 */
export async function enableTrigger(
  deps: TriggersDeps,
  { em, workspaceId, actor }: Access,
  input: EnableTriggerInput,
): Promise<z.infer<typeof triggerOutput>> {
  const id = await em.fork().transactional(async (tx) => {
    const connection = await lockActive(tx, { workspaceId, id: input.connectionId });
    const type = await findTriggerType(tx, { app: connection.appSlug, trigger: input.trigger });
    requireValidConfig(type.configSchema, input.config);
    const key = {
      workspaceId,
      connectionId: connection.id,
      triggerSlug: type.slug,
      configHash: canonicalHash(input.config),
    };
    const row =
      (await tx.findOne(TriggerSubscription, key)) ?? (await insert(deps, tx, { key, connection, input, actor }));
    // A subscription that was to be deleted may be gone at the provider by now, so it has to be created again.
    if (row.desiredState === 'deleted') Object.assign(row, NOT_PROVISIONED);
    Object.assign(row, { desiredState: 'on', problem: null, updatedAt: deps.clock.now() });
    await deps.jobs.send(tx, reconcileTriggersJob, { data: { workspaceId, connectionId: connection.id } });
    return row.id;
  });
  await reconcileNow(deps, { workspaceId, id });
  const row = await em.fork().findOneOrFail(TriggerSubscription, { workspaceId, id });
  const type = await findTriggerType(em, { app: row.appSlug, trigger: row.triggerSlug });
  return { trigger: subscriptionView(row, type) };
}

type Key = Pick<TriggerSubscription, 'workspaceId' | 'connectionId' | 'triggerSlug' | 'configHash'>;

async function insert(
  { newId, clock }: TriggersDeps,
  tx: EntityManager,
  { key, connection, input, actor }: { key: Key; connection: Connection; input: EnableTriggerInput; actor: Actor },
): Promise<TriggerSubscription> {
  const { workspaceId, connectionId } = key;
  const count = await tx.count(TriggerSubscription, { workspaceId, connectionId });
  if (count >= MAX_PER_CONNECTION) throw new AppError('TRIGGERS_TOO_MANY');
  const now = clock.now();
  const meant = { config: input.config, desiredState: 'on' as const, state: 'waiting' as const, createdBy: actor };
  const made = { id: newId(), appSlug: connection.appSlug, createdAt: now, updatedAt: now };
  return tx.create(TriggerSubscription, { ...key, ...meant, ...made }, { persist: true });
}

/**
 * Locked, so that it cannot be disconnected before the commit, and so that two requests that enable the same trigger
 * run one after the other.
 */
async function lockActive(tx: EntityManager, key: { workspaceId: string; id: string }): Promise<Connection> {
  const connection = await tx.findOne(Connection, key, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!connection) throw new AppError('CONNECTION_UNKNOWN');
  if (connection.status !== 'active' || !connection.accountId) throw new AppError('CONNECTION_NOT_CONNECTED');
  return connection;
}
