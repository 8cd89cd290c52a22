import { isJsonObject } from '@patchbay/contracts';
import { z } from 'zod';

/** What a record of texts may hold. */
interface Bounds {
  name: z.ZodType<string>;
  value: z.ZodType<string>;
  most: number;
}

/** An object of texts, with all its names (a record of zod's is a copy without `__proto__`). */
export function textRecord({ name, value, most }: Bounds) {
  return z
    .custom<Record<string, string>>(isJsonObject, 'Invalid input: expected an object')
    .superRefine((record, context) => {
      const entries = Object.entries(record);
      if (entries.length > most) context.addIssue({ code: 'custom', message: `more than ${most} entries` });
      for (const [key, text] of entries) {
        const problem = name.safeParse(key).error ?? value.safeParse(text).error;
        if (problem) context.addIssue({ code: 'custom', path: [key], message: problem.issues[0]?.message ?? '' });
      }
    })
    .meta({ type: 'object', additionalProperties: { type: 'string' } });
}
