import { defineEntity, p } from '@mikro-orm/core';
import type { ErrorCode } from '@patchbay/contracts';
import type { Actor } from '../access/index.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** One run of an action. */
export const Execution = defineEntity({
  name: 'Execution',
  tableName: 'action_executions',
  properties: {
    workspaceId: p.string().primary(),
    id: p.uuid().primary(),
    connectionId: p.uuid(),
    appSlug: p.string(),
    actionSlug: p.string(),
    actor: p.json<Actor>(),
    status: p.string().$type<'running' | 'succeeded' | 'failed' | 'refused' | 'uncertain'>(),
    idempotencyKey: p.string().nullable(),
    requestHash: p.string(),
    /** Exact JSON, as text: numbers keep their digits. */
    arguments: p.string().nullable(),
    /** The answer, as text, for as long as its idempotency key is kept. */
    result: p.string().nullable(),
    error: p.string().nullable(),
    errorCode: p.string().$type<ErrorCode>().nullable(),
    /** The provider’s own record of it. */
    providerLogId: p.string().nullable(),
    startedAt: p.datetime(),
    deadlineAt: p.datetime(),
    finishedAt: p.datetime().nullable(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    action_executions: TableOf<typeof Execution>;
  }
}
