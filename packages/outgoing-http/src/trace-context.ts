import { randomBytes } from 'node:crypto';

/**
 * Request ids from outside: long enough for those in use, and without characters that could break a header or a log
 * line.
 */
const REQUEST_ID = /^[\w.:@/+=-]{1,128}$/;

/** `traceparent` of W3C Trace Context (section 3.2): version, trace, parent, flags; zeros and version ff are not valid. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?$/;

/** The id that a proxy or a caller gave the request; undefined if it is missing or invalid. */
export function givenRequestId(header: string | undefined): string | undefined {
  return header !== undefined && REQUEST_ID.test(header) ? header : undefined;
}

export interface TraceContext {
  traceId: string;
  /** Two hexadecimal digits: whether the caller records the trace. */
  traceFlags: string;
}

/** Undefined for an invalid header: the trace then ends here, as the standard requires. */
export function readTraceparent(header: string | undefined): TraceContext | undefined {
  const [, traceId, traceFlags] = TRACEPARENT.exec(header ?? '') ?? [];
  return traceId !== undefined && traceFlags !== undefined ? { traceId, traceFlags } : undefined;
}

/** For a request that we send: the same trace with a new parent. */
export function traceparentOf({ traceId, traceFlags }: TraceContext): string {
  return `00-${traceId}-${randomBytes(8).toString('hex')}-${traceFlags}`;
}
