import { isAtLeast } from '@patchbay/contracts';
import type { Check } from '../return-facts.ts';

/**
 * The person must still be a member of the attempt's workspace, and still be allowed to connect. The workspace is that
 * of the attempt and of no other tab: a browser may show several.
 */
export const sameWorkspace: Check = ({ attempt: { workspaceId }, session }) =>
  session?.membership?.workspaceId === workspaceId && isAtLeast(session.membership.role, 'admin');
