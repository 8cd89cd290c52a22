import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { db } from '../../platform/orm/tables.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { requireSandbox } from './require-sandbox.ts';
import type { SandboxDeps } from './sandbox.port.ts';

export const simulateEventInput = inputObject({ subscriptionId: idSchema });
export const simulateEventOutput = z.object({
  /** Whether the message was accepted: it is an event a moment later. */
  accepted: z.boolean(),
});

/** Lets a trigger fire. Throws SANDBOX_ONLY, SUBSCRIPTION_UNKNOWN, TRIGGER_NOT_LISTENING. */
export async function simulateEvent(
  deps: SandboxDeps,
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { subscriptionId }: z.infer<typeof simulateEventInput>,
): Promise<z.infer<typeof simulateEventOutput>> {
  const sandbox = requireSandbox(deps);
  const trigger = await db(em)
    .selectFrom('trigger_subscriptions')
    .select(['upstream_id', 'state'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', subscriptionId)
    .where('desired_state', '<>', 'deleted')
    .executeTakeFirst();
  if (!trigger) throw new AppError('SUBSCRIPTION_UNKNOWN');
  if (trigger.state !== 'on' || trigger.upstream_id === null) throw new AppError('TRIGGER_NOT_LISTENING');
  return { accepted: await sandbox.fireTrigger(trigger.upstream_id) };
}
