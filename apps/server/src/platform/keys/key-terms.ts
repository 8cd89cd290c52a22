import { z } from 'zod';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Null: does not expire. */
export const expiresInDays = z.int().min(1).max(730).nullable().default(90);

/** Seconds for which the current secret stays valid next to the new one: 0 to 7 days. */
export const overlapSeconds = z.int().min(0).max(604_800).default(86_400);

export function expiryOf(days: number | null, now: Date): Date | null {
  return days === null ? null : new Date(now.getTime() + days * DAY_MS);
}

interface Terms {
  revoked_at: Date | null;
  expires_at: Date | null;
  previous_until: Date | null;
}

/** Whether a key works, in the words of its view. */
export function keyStatus({ revoked_at: revoked, expires_at: expires }: Terms, now: Date) {
  if (revoked) return 'revoked' as const;
  return expires && expires <= now ? ('expired' as const) : ('live' as const);
}

/** Until when the secret before the last rotation is valid too. */
export function previousSecretUntil({ previous_until: until }: Terms, now: Date): string | null {
  return until && until > now ? until.toISOString() : null;
}
