import { isAtLeast } from '@patchbay/contracts';
import type { Check } from '../return-facts.ts';

/** The person must still be in the attempt's workspace, there and now, and still allowed to connect. */
export const sameWorkspace: Check = ({ attempt: { workspaceId }, session }) =>
  session?.activeWorkspaceId === workspaceId &&
  session.membership?.workspaceId === workspaceId &&
  isAtLeast(session.membership.role, 'admin');
