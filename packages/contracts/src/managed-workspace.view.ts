import { z } from 'zod';

/** A workspace as installation admins and installation keys see it. Shows no content of it. */
export const managedWorkspaceSchema = z.object({
  id: z.string(),
  /** The customer's own id of it; null for one that a person created. */
  externalId: z.string().nullable(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  /** Since when it is archived; null: it is not. */
  archivedAt: z.iso.datetime().nullable(),
  isDevelopment: z.boolean().describe('Whether connect hosts on a developer’s own machine may be approved in it.'),
});

export type ManagedWorkspace = z.infer<typeof managedWorkspaceSchema>;

/** The same, with how much is in it. */
export const countedWorkspaceSchema = managedWorkspaceSchema.extend({ members: z.int(), connections: z.int() });

export type CountedWorkspace = z.infer<typeof countedWorkspaceSchema>;
