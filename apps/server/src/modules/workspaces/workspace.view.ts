import type { WorkspaceView } from '@patchbay/contracts';
import { plainText } from '../../platform/plain-text.ts';
import type { Membership } from '../identity/index.ts';

export const workspaceName = plainText(80).min(1);

export function workspaceView({ workspaceId, workspaceName: name, role }: Membership): WorkspaceView {
  return { id: workspaceId, name, role };
}
