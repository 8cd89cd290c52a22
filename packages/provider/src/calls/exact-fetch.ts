import { parseJson } from '@patchbay/exact-json';
import type { ProviderFetch } from './provider-fetch.ts';

type Options = Parameters<typeof parseJson>[1];

/** For actions: a response with the same name twice cannot be passed on unchanged. */
export const ALL_OR_NOTHING: Options = { repeatedNames: 'refuse' };

/** For everything else: a bad item must not spoil the rest of its list. */
export const LAST_ONE: Options = { repeatedNames: 'last' };

/** A `fetch` whose `json()` keeps the exact text of numbers for the SDK that reads it. */
export function exactFetch(send: ProviderFetch, options: Options): ProviderFetch {
  return async (...request) => exactResponse(await send(...request), options);
}

/** Its clones too: the newest client reads a clone, and keeps the response for its caller. */
function exactResponse(response: Response, options: Options): Response {
  const copy = response.clone.bind(response);
  return Object.assign(response, {
    json: async () => parseJson(await response.text(), options),
    clone: () => exactResponse(copy(), options),
  });
}
