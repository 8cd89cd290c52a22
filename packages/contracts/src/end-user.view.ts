import { z } from 'zod';

/** Characters that an id of an end user may have, and of a tag. */
export const MAX_END_USER_ID = 256;
const MAX_TAGS = 20;
const MAX_TAG_NAME = 64;
const MAX_TAG_VALUE = 256;

/** A user of a customer's product, who has no account here. */
export const endUserSchema = z.object({
  id: z.string().describe('The customer’s own id of this user.'),
  name: z.string().nullable(),
  email: z.string().nullable(),
});

export type EndUser = z.infer<typeof endUserSchema>;

/** What code makes of a user that is not there: as an id, each would stand for many people. */
const NOT_IDS: ReadonlySet<string> = new Set(['undefined', 'null', 'NaN', '[object Object]']);

/** An id of an end user, as the customer's service knows it. Compared byte by byte, so it is not changed in any way. */
export const endUserIdInput = z
  .string()
  .min(1)
  .max(MAX_END_USER_ID)
  .refine((id) => id.isWellFormed() && !id.includes('\0'), 'has a character that cannot be stored')
  .refine((id) => id.trim() !== '' && !NOT_IDS.has(id.trim()), 'is no id of a user');

export const tagsSchema = z.record(z.string(), z.string());

export type Tags = z.infer<typeof tagsSchema>;

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'has a character that cannot be stored');

/** `=` separates name and value in a filter; `__proto__` is no field of an object. */
const tagName = text(MAX_TAG_NAME)
  .min(1)
  .refine((name) => !name.includes('=') && name !== '__proto__', 'is no name of a tag');

export const tagsInput = z
  .record(tagName, text(MAX_TAG_VALUE))
  .refine((tags) => Object.keys(tags).length <= MAX_TAGS, `more than ${MAX_TAGS} tags`);

/** In a list's input: each `name=value`, all of which must match. */
export const tagsFilter = z
  .array(text(MAX_TAG_NAME + MAX_TAG_VALUE + 1).regex(/^[^=]+=[^]*$/))
  .max(MAX_TAGS)
  .transform((pairs) => Object.fromEntries(pairs.map(nameAndValue)));

function nameAndValue(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** Fields of a list's input that choose connections by their end user and tags, wherever something of a connection is listed. */
export const endUserFields = {
  endUserId: endUserIdInput.optional().describe('Only of this end user.'),
  tags: tagsFilter
    .optional()
    .describe('Only of connections with all of these tags, each `name=value`. Repeat the parameter for more than one.'),
};
