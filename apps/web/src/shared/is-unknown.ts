import { toApiError } from './api-error.ts';

/**
 * Whether the thing that an address names does not exist. An invalid id (`/applications/xyz`) is refused as input before
 * it is looked up, which is the same to the person who followed the link.
 */
export function isUnknown(error: unknown, code: `${string}_UNKNOWN`): boolean {
  return [code, 'INPUT_INVALID'].includes(toApiError(error).code);
}
