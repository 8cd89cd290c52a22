import { parseJson } from '@patchbay/exact-json';

/** An answer whose numbers keep their texts: `json()` of the browser would round those that are too long for JavaScript. */
export function exactResponse(response: Response): Response {
  return Object.assign(response, { json: async () => parseJson(await response.text(), { repeatedNames: 'last' }) });
}
