import { z } from 'zod';
import { ROLES } from './roles.ts';

export const roleSchema = z.enum(ROLES);

export const workspaceViewSchema = z.object({ id: z.string(), name: z.string(), role: roleSchema });

export type WorkspaceView = z.infer<typeof workspaceViewSchema>;
