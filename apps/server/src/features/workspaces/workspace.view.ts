import { z } from 'zod';
import type { Membership } from './membership.ts';
import { ROLES } from './roles.ts';

export const roleSchema = z.enum(ROLES);

export const workspaceViewSchema = z.object({ id: z.string(), name: z.string(), role: roleSchema });

export type WorkspaceView = z.infer<typeof workspaceViewSchema>;

export const workspaceName = z.string().trim().min(1).max(80);

export function workspaceView({ workspaceId, workspaceName: name, role }: Membership): WorkspaceView {
  return { id: workspaceId, name, role };
}
