import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What a caller names one thing to be done once: visible ASCII. A UUID does well. */
export const idempotencyKey = z.string().regex(/^[!-~]{1,128}$/);

/** Milliseconds for which a key stands for what was done with it. */
export const KEPT_MS = 24 * 60 * 60 * 1000;

/** SHA-256 of what is asked for; the order of names in an object makes no difference. */
export function hashOfRequest(request: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(request)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', value.map(sorted)];
  if (typeof value !== 'object' || value === null) return value;
  // Pairs and not an object: `__proto__` as a name would be lost in one.
  const pairs = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return ['object', pairs.map(([name, inner]) => [name, sorted(inner)])];
}
