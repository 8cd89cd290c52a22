import { ExactNumber } from '@patchbay/exact-json';
import { z } from 'zod';

export type JsonObject = Record<string, unknown>;

/**
 * Any JSON object, passed through unchanged: the same object, with its exact numbers and all its keys (zod's record
 * would be a copy without `__proto__`).
 */
export const exactObject = z
  .custom<JsonObject>(isJsonObject, 'Invalid input: expected an object')
  .meta({ type: 'object', additionalProperties: {} });

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}
