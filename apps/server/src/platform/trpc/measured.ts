import type { Metrics } from '../metrics/metrics.ts';
import { codeOf } from './error-shape.ts';
import { t } from './trpc.ts';

/** Counts and times every call, by procedure and outcome. */
export function measured({ calls }: Metrics) {
  return t.middleware(async ({ path, next }) => {
    const stop = calls.startTimer({ procedure: path });
    const result = await next();
    stop({ outcome: result.ok ? 'ok' : codeOf(result.error) });
    return result;
  });
}
