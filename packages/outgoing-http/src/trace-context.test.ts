import { describe, expect, it } from 'vitest';
import { givenRequestId, readTraceparent, traceparentOf } from './trace-context.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('givenRequestId', () => {
  it.each(['a', '7f3c-1', 'Root=1-67891233-abcdef012345678912345678', 'req/1:2@host+x=', 'x'.repeat(128)])(
    'keeps %s',
    (id) => {
      expect(givenRequestId(id)).toBe(id);
    },
  );

  it.each([undefined, '', 'x'.repeat(129), 'a b', 'a\r\nSet-Cookie: x', '"', '{"a":1}', 'ä', 'a\u0000', '<b>', 'a,b'])(
    'does not keep %j',
    (id) => {
      expect(givenRequestId(id)).toBeUndefined();
    },
  );
});

describe('readTraceparent', () => {
  it('continues the trace with a new parent', () => {
    const trace = readTraceparent(`00-${TRACE}-00f067aa0ba902b7-01`);
    expect(trace).toEqual({ traceId: TRACE, traceFlags: '01' });
    const sent = traceparentOf(trace!);
    expect(sent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(sent).not.toContain('00f067aa0ba902b7');
  });

  it.each([
    undefined,
    '',
    `ff-${TRACE}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${TRACE}-00f067aa0ba902b7`,
    `00-${TRACE}-00f067aa0ba902b7-01\r\nx: y`,
  ])('drops %j', (header) => {
    expect(readTraceparent(header)).toBeUndefined();
  });
});
