import { parseJson } from '@patchbay/exact-json';
import type { ProviderFetch } from './provider-fetch.ts';

type Options = Parameters<typeof parseJson>[1];

/** For runs of actions: an answer with the same field twice cannot be handed on as it is. */
export const ALL_OR_NOTHING: Options = { repeatedNames: 'refuse' };

/** For everything else: an odd item must not take the others of its list along. */
export const LAST_ONE: Options = { repeatedNames: 'last' };

/** A `fetch` whose answers keep the texts of their numbers in what an SDK reads by `json()`. */
export function exactFetch(send: ProviderFetch, options: Options): ProviderFetch {
  return async (...request) => exactResponse(await send(...request), options);
}

/** Its copies too: the newest client reads a copy, and keeps the response itself for its caller. */
function exactResponse(response: Response, options: Options): Response {
  const copy = response.clone.bind(response);
  return Object.assign(response, {
    json: async () => parseJson(await response.text(), options),
    clone: () => exactResponse(copy(), options),
  });
}
