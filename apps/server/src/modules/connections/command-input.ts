import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';

/** The connection that a command is for. */
export const commandInput = inputObject({
  id: idSchema,
  /** The version the caller saw. Without it, the command applies to the current version. */
  version: z.int().positive().optional(),
});

export const connectInput = commandInput.extend({
  supersede: z
    .boolean()
    .optional()
    .describe(
      'With callback identity verification a browser has one open authorization: ends the other one, which is otherwise ' +
        'answered by ATTEMPT_OPEN.',
    ),
});

export type CommandInput = z.infer<typeof commandInput>;
