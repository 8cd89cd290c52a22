import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** A bearer secret for one use: 256 bits from the system's CSPRNG, base64url. Only its hash is stored. */
export type NewSecret = () => string;

export const newSecret: NewSecret = () => randomBytes(32).toString('base64url');

/** 32 bytes in base64url without padding, and nothing else. */
export const secretSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** SHA-256, hex. No slow hash is needed: a secret of 256 random bits cannot be guessed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether `secret` hashes to `hash`, in constant time. */
export function matchesHash(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret)), Buffer.from(hash));
}
