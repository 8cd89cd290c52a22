import type { TRIGGER_PROBLEMS } from '@patchbay/contracts';
import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import { ExactJsonType } from '../../platform/orm/exact-json.type.ts';
import type { Actor } from '../access/index.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** A connection's subscription to a trigger: the desired state, and the last known state at the provider. */
export const TriggerSubscription = defineEntity({
  name: 'TriggerSubscription',
  tableName: 'trigger_subscriptions',
  properties: {
    workspaceId: p.string().primary(),
    id: p.uuid().primary(),
    connectionId: p.uuid(),
    appSlug: p.string(),
    triggerSlug: p.string(),
    config: p.type(ExactJsonType).$type<Record<string, unknown>>(),
    /** SHA-256 of the configuration with its keys sorted. */
    configHash: p.string(),
    desiredState: p.string().$type<'on' | 'paused' | 'deleted'>(),
    /** `waiting`: not yet at the provider. */
    state: p.string().$type<'waiting' | 'on' | 'paused'>(),
    /** The provider's id of the trigger instance, and the account it is armed on. */
    upstreamId: p.string().nullable(),
    upstreamAccountId: p.string().nullable(),
    /** Why it does not work, when a person has to act. */
    problem: p.string().$type<TriggerProblem>().nullable(),
    /** What the provider said of it. */
    problemDetail: p.string().nullable(),
    /**
     * Since when it does not work. Trying again clears the problem, but this only when it works.
     */
    failedAt: p.datetime().nullable(),
    createdBy: p.json<Actor>(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    trigger_subscriptions: TableOf<typeof TriggerSubscription>;
  }
}

export type TriggerSubscription = InferEntity<typeof TriggerSubscription>;

export type TriggerProblem = (typeof TRIGGER_PROBLEMS)[number];
