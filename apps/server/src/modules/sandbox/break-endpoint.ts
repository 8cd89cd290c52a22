import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { db } from '../../platform/orm/tables.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { receiverOf, requireSandbox } from './require-sandbox.ts';
import type { SandboxDeps } from './sandbox.port.ts';

export const breakEndpointInput = inputObject({
  endpointId: idSchema,
  /** False: it works again. */
  broken: z.boolean(),
});

/**
 * Lets the sandbox's receiver behind an endpoint fail, or work again. Throws SANDBOX_ONLY, ENDPOINT_UNKNOWN, and ENDPOINT_NOT_SANDBOX for
 * an endpoint with another address than that of `sandbox.receiver`.
 */
export async function breakEndpoint(
  deps: SandboxDeps,
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { endpointId, broken }: z.infer<typeof breakEndpointInput>,
): Promise<void> {
  const sandbox = requireSandbox(deps);
  const endpoint = await db(em)
    .selectFrom('endpoints')
    .select('url')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', endpointId)
    .executeTakeFirst();
  if (!endpoint) throw new AppError('ENDPOINT_UNKNOWN');
  if (endpoint.url !== receiverOf(sandbox, workspaceId)) throw new AppError('ENDPOINT_NOT_SANDBOX');
  sandbox.setReceiverBroken(endpoint.url, broken);
}
