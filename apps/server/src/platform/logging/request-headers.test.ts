import { expect, it } from 'vitest';
import { withLogContext } from './log-context.ts';
import { requestHeaders } from './request-headers.ts';

it('names the request and continues its trace', () => {
  const headers = withLogContext({ reference: 'r1', traceId: 'a'.repeat(32), traceFlags: '01' }, requestHeaders);
  expect(headers['x-request-id']).toBe('r1');
  expect(headers['traceparent']).toMatch(/^00-a{32}-[0-9a-f]{16}-01$/);
  expect(requestHeaders()).toEqual({});
});
