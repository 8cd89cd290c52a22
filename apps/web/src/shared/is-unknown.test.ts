import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';
import { isUnknown } from './is-unknown.ts';

const refused = (errorCode: string) =>
  TRPCClientError.from({ error: { message: 'no', code: -32_000, data: { errorCode } } });

// `/applications/xyz` once showed "Something in the form is not right", on a page without a form.
it.each([
  ['CONNECTION_UNKNOWN', true],
  ['INPUT_INVALID', true],
  ['EVENT_UNKNOWN', false],
  ['FORBIDDEN', false],
])('%s: %s', (code, unknown) => {
  expect(isUnknown(refused(code), 'CONNECTION_UNKNOWN')).toBe(unknown);
});

it('does not treat an interrupted request as a response', () => {
  expect(isUnknown(new TypeError('Failed to fetch'), 'CONNECTION_UNKNOWN')).toBe(false);
  expect(isUnknown(null, 'CONNECTION_UNKNOWN')).toBe(false);
});
