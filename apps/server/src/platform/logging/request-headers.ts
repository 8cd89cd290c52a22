import { traceparentOf } from '@patchbay/outgoing-http';
import { logContext } from './log-context.ts';

/** For requests of ours: the name and the trace of the request that causes them, so that both sides' logs can be compared. */
export function requestHeaders(): Record<string, string> {
  const { reference, traceId, traceFlags } = logContext() ?? {};
  return {
    ...(reference !== undefined && { 'x-request-id': reference }),
    ...(traceId !== undefined && traceFlags !== undefined && { traceparent: traceparentOf({ traceId, traceFlags }) }),
  };
}
