import type { EntityManager } from '@mikro-orm/postgresql';
import { parseJson } from '@patchbay/exact-json';
import type { Clock } from '../../platform/clock.ts';
import { canonicalHash } from '../../platform/crypto/canonical-hash.ts';
import type { NewId } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { type ParameterOf, prepare } from '../../platform/orm/prepare.ts';
import { db, statements } from '../../platform/orm/tables.ts';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { type Actor, SYSTEM } from '../access/index.ts';
import { reconcileTriggersJob } from './reconcile-triggers.ts';
import type { TriggerConfig } from './trigger-config.ts';
import { TriggerSubscription } from './trigger-subscription.entity.ts';

interface Scope {
  tx: EntityManager;
  jobs: Jobs;
  clock: Clock;
  newId: NewId;
}

interface Listening {
  workspaceId: string;
  id: string;
  appSlug: string;
  /** Null before the first activation since the app was added or disconnected. */
  connectedAt?: Date | null | undefined;
}

/** The connection became usable: paused triggers resume on the current account, and automatic triggers are created. */
export async function armTriggers(scope: Scope, connection: Listening): Promise<void> {
  const { workspaceId, id: connectionId } = connection;
  const { automatic, listens } = await readDesired(scope.tx, connection);
  if (automatic.length === 0 && !listens) return;
  if (!connection.connectedAt) await addAutomatic(scope, connection, automatic);
  // Triggers with a problem get another chance with the new grant; triggers on the old account must be armed again.
  await scope.tx.nativeUpdate(
    TriggerSubscription,
    { workspaceId, connectionId, desiredState: { $ne: 'deleted' } },
    { desiredState: 'on', problem: null, updatedAt: scope.clock.now() },
  );
  await reconcileLater(scope, connection);
}

/** The grant ended. The provider stops its triggers sooner or later; pausing them takes effect right away. */
export async function pauseTriggers(scope: Scope, connection: Listening): Promise<void> {
  const { workspaceId, id: connectionId } = connection;
  const where = { workspaceId, connectionId, desiredState: 'on' as const };
  await scope.tx.nativeUpdate(TriggerSubscription, where, { desiredState: 'paused', updatedAt: scope.clock.now() });
  await reconcileLater(scope, connection);
}

/**
 * The connection gives up its account. The rows are deleted in this transaction. At the provider, the job that
 * deletes the account deletes the triggers first, because some survive it.
 */
export async function deleteTriggers({ tx }: Scope, { workspaceId, id: connectionId }: Listening): Promise<void> {
  await tx.nativeDelete(TriggerSubscription, { workspaceId, connectionId });
}

interface Automatic {
  triggerSlug: string;
  /** JSON. */
  config: string;
  createdBy: Actor | null;
}

interface Desired {
  /** The workspace's automatic triggers for the app. */
  automatic: Automatic[];
  /** Whether the connection already has subscriptions. */
  listens: boolean;
}

/** One query: most connections have neither, and every return runs it. */
async function readDesired(tx: EntityManager, { workspaceId, id, appSlug }: Listening): Promise<Desired> {
  const [row] = (await db(tx).executeQuery(DESIRED({ workspaceId, id, appSlug }))).rows;
  return row ?? { automatic: [], listens: false };
}

const DESIRED = prepare((value: ParameterOf<{ workspaceId: string; id: string; appSlug: string }>) =>
  statements.selectNoFrom((eb) => [
    eb
      .exists(
        eb
          .selectFrom('trigger_subscriptions')
          .select('id')
          .where('workspace_id', '=', value('workspaceId'))
          .where('connection_id', '=', value('id')),
      )
      .$castTo<boolean>()
      .as('listens'),
    jsonArrayFrom(
      eb
        .selectFrom('automatic_triggers')
        .select(['trigger_slug as triggerSlug', 'config', 'created_by as createdBy'])
        .where('workspace_id', '=', value('workspaceId'))
        .where('app_slug', '=', value('appSlug')),
    ).as('automatic'),
  ]),
);

async function addAutomatic({ tx, clock, newId }: Scope, connection: Listening, automatic: Automatic[]): Promise<void> {
  const { workspaceId, id: connectionId, appSlug } = connection;
  const now = clock.now();
  for (const { triggerSlug, createdBy, ...kept } of automatic) {
    const config = parseJson(kept.config) as TriggerConfig;
    const key = { workspaceId, connectionId, triggerSlug, configHash: canonicalHash(config) };
    if (await tx.count(TriggerSubscription, key)) continue;
    const meant = { appSlug, config, desiredState: 'on' as const, state: 'waiting' as const };
    const made = { id: newId(), createdBy: createdBy ?? SYSTEM, createdAt: now, updatedAt: now };
    await tx.insert(TriggerSubscription, { ...key, ...meant, ...made });
  }
}

async function reconcileLater({ tx, jobs }: Scope, { workspaceId, id: connectionId }: Listening): Promise<void> {
  if ((await tx.count(TriggerSubscription, { workspaceId, connectionId })) === 0) return;
  await jobs.send(tx, reconcileTriggersJob, { data: { workspaceId, connectionId } });
}
