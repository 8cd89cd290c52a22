import type { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { readConnection } from '../connections/index.ts';
import { requireSandbox } from './require-sandbox.ts';
import type { SandboxDeps } from './sandbox.port.ts';

export const expireGrantInput = inputObject({ connectionId: idSchema });

/** Lets the authorization of a connection end, as an app may at any time. Throws SANDBOX_ONLY, CONNECTION_UNKNOWN, CONNECTION_NOT_ACTIVE. */
export async function expireGrant(
  deps: SandboxDeps,
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { connectionId }: z.infer<typeof expireGrantInput>,
): Promise<void> {
  const sandbox = requireSandbox(deps);
  const { status, account } = await readConnection(em, workspaceId, connectionId);
  if (status !== 'active' || !account) throw new AppError('CONNECTION_NOT_ACTIVE');
  await sandbox.expireAccount(account.id);
}
