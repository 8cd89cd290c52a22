import type { HealthCheck } from '@patchbay/contracts';
import type { Logger } from '../../platform/logging/logger.ts';

/** To catch with: what a check met stands in the log, and it goes on without that answer. */
export function logged(log: Logger, check: HealthCheck['name'], level: 'warn' | 'error' = 'warn') {
  return (error: unknown): undefined => {
    log[level]({ err: error, check }, 'health: a check met a failure');
  };
}
