import type { HealthCheck } from '@patchbay/contracts';
import type { Logger } from '../../platform/logging/logger.ts';

/** For `catch`: logs the error of a check, which continues without that result. */
export function logged(log: Logger, check: HealthCheck['name'], level: 'warn' | 'error' = 'warn') {
  return (error: unknown): undefined => {
    log[level]({ err: error, check }, 'health: a check met a failure');
  };
}
