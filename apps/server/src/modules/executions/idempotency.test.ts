import { expect, it } from 'vitest';
import { idempotencyKey } from './idempotency.ts';

it.each(['', 'has space', 'x'.repeat(129), 'ümlaut'])('%j is no idempotency key', (key) => {
  expect(idempotencyKey.safeParse(key).success).toBe(false);
});
