import { z } from 'zod';
import { plainText } from '../../platform/plain-text.ts';
import type { Membership } from './membership.ts';
import { ROLES } from './roles.ts';

export const roleSchema = z.enum(ROLES);

export const workspaceViewSchema = z.object({ id: z.string(), name: z.string(), role: roleSchema });

export type WorkspaceView = z.infer<typeof workspaceViewSchema>;

export const workspaceName = plainText(80).min(1);

export function workspaceView({ workspaceId, workspaceName: name, role }: Membership): WorkspaceView {
  return { id: workspaceId, name, role };
}
