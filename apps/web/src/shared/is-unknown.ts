import { toApiError } from './api-error.ts';

/**
 * Whether what an address names is not there. An id that is none (`/applications/xyz`) is refused as input before anybody
 * looks for it, which to whoever followed the link is the same.
 */
export function isUnknown(error: unknown, code: `${string}_UNKNOWN`): boolean {
  return [code, 'INPUT_INVALID'].includes(toApiError(error).code);
}
