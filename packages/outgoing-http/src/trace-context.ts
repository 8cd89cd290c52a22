import { randomBytes } from 'node:crypto';

/** Ids that others give requests: long enough for all that are in use, and nothing that could end a header or a log line. */
const REQUEST_ID = /^[\w.:@/+=-]{1,128}$/;

/** `traceparent` of W3C Trace Context (section 3.2): version, trace, parent, flags; zeros and version ff are not valid. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?$/;

/** The id that a proxy or a caller gave the request; undefined where it gave none that can be kept. */
export function givenRequestId(header: string | undefined): string | undefined {
  return header !== undefined && REQUEST_ID.test(header) ? header : undefined;
}

export interface TraceContext {
  traceId: string;
  /** Two hexadecimal digits: whether the caller records the trace. */
  traceFlags: string;
}

/** Undefined for a header that is not valid: the trace then ends here, as the standard asks. */
export function readTraceparent(header: string | undefined): TraceContext | undefined {
  const [, traceId, traceFlags] = TRACEPARENT.exec(header ?? '') ?? [];
  return traceId !== undefined && traceFlags !== undefined ? { traceId, traceFlags } : undefined;
}

/** For a request that we send: the same trace, and a parent of its own. */
export function traceparentOf({ traceId, traceFlags }: TraceContext): string {
  return `00-${traceId}-${randomBytes(8).toString('hex')}-${traceFlags}`;
}
