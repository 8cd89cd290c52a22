import { z } from 'zod';
import { storableText } from '@patchbay/provider';

/** What a program writes in place of an id that it does not have. */
const NO_IDS = new Set(['undefined', 'null', 'NaN', '[object Object]']);

/**
 * A customer's own id of something, compared byte by byte: not empty, at most 256 characters, and never a value that
 * stands for a missing one: all tenants or people of a faulty service would share it. Blanks around it and control
 * characters are refused and not removed, because the changed id would be another one.
 */
export const externalIdSchema = z
  .string()
  .min(1)
  .max(256)
  .refine((id) => !NO_IDS.has(id), 'stands for a missing id')
  .refine((id) => id.trim() === id, 'has blanks around it')
  .refine((id) => !/[\p{Cc}\p{Cs}]/u.test(id), 'has control characters')
  .refine((id) => storableText(id) === id, 'cannot be stored');
