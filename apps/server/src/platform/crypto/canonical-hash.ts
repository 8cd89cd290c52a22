import { ExactNumber, normalizedDecimal, plainNumber } from '@patchbay/exact-json';
import { createHash } from 'node:crypto';

/**
 * SHA-256, in hex, of a JSON value, independent of the order of object keys and of how numbers are written (`1.0` and `1`).
 */
export function canonicalHash(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(inOrder(value)))
    .digest('hex');
}

function inOrder(value: unknown): unknown {
  if (value instanceof ExactNumber) return byValue(value);
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}

function byValue(number: ExactNumber): unknown {
  const plain = plainNumber(number);
  return plain instanceof ExactNumber ? new ExactNumber(normalizedDecimal(plain.text)) : plain;
}
