import { APIError } from 'better-auth/api';
import { z } from 'zod';
import { plainText } from '../../platform/plain-text.ts';

interface Given {
  name?: unknown;
  image?: unknown;
}

interface Checked {
  name?: string;
  image?: string | null;
}

export const accountName = plainText(80).min(1);
const accountImage = z
  .url({ protocol: /^https$/ })
  .max(2000)
  .nullable();

/**
 * What people say about themselves, which better-auth takes as it comes and others are shown. Throws a 400 in
 * better-auth's form, with NAME_INVALID or IMAGE_INVALID as its code; fields that are not given are left out.
 */
export function accountFields({ name, image }: Given): Checked {
  const checked: Checked = {};
  if (name !== undefined) checked.name = parsed(accountName, name, NAME_INVALID);
  if (image !== undefined) checked.image = parsed(accountImage, image, IMAGE_INVALID);
  return checked;
}

const NAME_INVALID = { code: 'NAME_INVALID', message: 'A name has 1 to 80 characters, all of them visible.' };
const IMAGE_INVALID = { code: 'IMAGE_INVALID', message: 'An image is a https address of at most 2000 characters.' };

function parsed<Value>(schema: z.ZodType<Value>, value: unknown, refusal: { code: string; message: string }): Value {
  const result = schema.safeParse(value);
  if (!result.success) throw new APIError('BAD_REQUEST', refusal);
  return result.data;
}
