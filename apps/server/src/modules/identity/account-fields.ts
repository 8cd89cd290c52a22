import { APIError } from 'better-auth/api';
import { z } from 'zod';
import { emailAddress } from '../../platform/email-address.ts';
import { plainText } from '../../platform/plain-text.ts';
import { passwordWeakness } from './password-weakness.ts';

/**
 * Characters. The maximum keeps long passwords from wasting CPU time: a hash is slow on purpose (a tenth of a
 * second).
 */
export const PASSWORD_LENGTH = { min: 8, max: 128 };

interface Given {
  name?: unknown;
  image?: unknown;
}

interface Checked {
  name?: string;
  image?: string | null;
}

/** Checks new accounts only. Existing accounts sign in with the address they have. */
export function requireEmailAddress(email: unknown): void {
  if (emailAddress.safeParse(email).success) return;
  throw new APIError('BAD_REQUEST', { code: 'INVALID_EMAIL', message: 'That is not an email address.' });
}

export const accountName = plainText(80).min(1);
const accountImage = z
  .url({ protocol: /^https$/ })
  .max(2000)
  .nullable();

/**
 * What people say about themselves, which better-auth accepts unchecked and other people see. Throws a 400 in
 * better-auth's form, with the code NAME_INVALID or IMAGE_INVALID; fields that are not given are left out.
 */
export function accountFields({ name, image }: Given): Checked {
  const checked: Checked = {};
  if (name !== undefined) checked.name = parsed(accountName, name, NAME_INVALID);
  if (image !== undefined) checked.image = parsed(accountImage, image, IMAGE_INVALID);
  return checked;
}

const NAME_INVALID = { code: 'NAME_INVALID', message: 'A name has 1 to 80 characters, all of them visible.' };
const IMAGE_INVALID = { code: 'IMAGE_INVALID', message: 'An image is an https address of at most 2000 characters.' };

/**
 * Throws a 400 in better-auth's form, with the code PASSWORD_WEAK and the reason as its message. A password of the
 * wrong type or length is left to better-auth, which has its own codes for it.
 */
export async function requireGoodPassword({
  password,
  email,
  name,
}: {
  password?: unknown;
  email: string;
  name?: unknown;
}): Promise<void> {
  if (typeof password !== 'string') return;
  if (password.length < PASSWORD_LENGTH.min || password.length > PASSWORD_LENGTH.max) return;
  const message = await passwordWeakness(password, [email, name]);
  if (message !== undefined) throw new APIError('BAD_REQUEST', { code: 'PASSWORD_WEAK', message });
}

function parsed<Value>(schema: z.ZodType<Value>, value: unknown, refusal: { code: string; message: string }): Value {
  const result = schema.safeParse(value);
  if (!result.success) throw new APIError('BAD_REQUEST', refusal);
  return result.data;
}
