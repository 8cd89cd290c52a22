import { AppError } from '../../platform/errors/app-error.ts';
import type { SandboxControls, SandboxDeps } from './sandbox.port.ts';

/** Throws SANDBOX_ONLY: a real provider plays nothing on request. */
export function requireSandbox({ sandbox }: SandboxDeps): SandboxControls {
  if (!sandbox) throw new AppError('SANDBOX_ONLY');
  return sandbox;
}

/** Where the sandbox receives events of a workspace. */
export function receiverOf({ receiverUrl }: SandboxControls, workspaceId: string): string {
  return `${receiverUrl}${workspaceId}`;
}
