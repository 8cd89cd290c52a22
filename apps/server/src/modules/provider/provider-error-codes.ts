import type { ErrorCode } from '@patchbay/contracts';

/** The codes of calls that ask the provider. */
export const PROVIDER_ERRORS = [
  'PROVIDER_UNAVAILABLE',
  'PROVIDER_BUSY',
  'PROVIDER_REFUSED',
  'PROVIDER_UNAUTHORIZED',
  'PROVIDER_FORBIDDEN',
] as const satisfies readonly ErrorCode[];
