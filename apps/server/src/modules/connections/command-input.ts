import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';

/** The connection that a command is for. */
export const commandInput = inputObject({
  id: idSchema,
  /** The version the caller saw. Without it, the command applies to the current version. */
  version: z.int().positive().optional(),
}).meta({ id: 'ConnectionCommand' });

export type CommandInput = z.infer<typeof commandInput>;
