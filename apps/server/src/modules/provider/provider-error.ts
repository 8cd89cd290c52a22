import { AppError } from '../../platform/errors/app-error.ts';
import type { ProviderFailure } from '@patchbay/provider';

const ERROR_OF = {
  unavailable: 'PROVIDER_UNAVAILABLE',
  busy: 'PROVIDER_BUSY',
  limited: 'RATE_LIMITED',
  unauthorized: 'PROVIDER_UNAUTHORIZED',
  forbidden: 'PROVIDER_FORBIDDEN',
  needs_setup: 'APP_NEEDS_SETUP',
  needs_scopes: 'SCOPES_NEED_SETUP',
  refused: 'PROVIDER_REFUSED',
  invalid: 'PROVIDER_REFUSED',
} as const;

/** The error that a caller gets when a provider call failed. */
export function providerError(failure: ProviderFailure): AppError {
  return new AppError(ERROR_OF[failure.kind], { cause: failure });
}
