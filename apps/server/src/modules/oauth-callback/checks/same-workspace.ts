import { isAtLeast } from '@patchbay/contracts';
import type { Check } from '../return-facts.ts';

/** The person must still be a member of the attempt's workspace, and still be allowed to connect. */
export const sameWorkspace: Check = ({ attempt: { workspaceId }, session }) =>
  session?.activeWorkspaceId === workspaceId &&
  session.membership?.workspaceId === workspaceId &&
  isAtLeast(session.membership.role, 'admin');
