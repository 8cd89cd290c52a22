import { parseJson } from '@patchbay/exact-json';

/**
 * A response whose numbers keep their text: the browser's `json()` would round numbers that are too long for
 * JavaScript.
 */
export function exactResponse(response: Response): Response {
  return Object.assign(response, { json: async () => parseJson(await response.text(), { repeatedNames: 'last' }) });
}
