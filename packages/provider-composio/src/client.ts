import { Composio } from '@composio/core';
import {
  ALL_OR_NOTHING,
  type Bounds,
  CALL_BOUNDS,
  callSlots,
  exactFetch,
  LAST_ONE,
  PAGE_BOUNDS,
  providerFetch,
} from '@patchbay/provider';

export interface ComposioSettings {
  apiKey: string;
  baseUrl: string;
  /** Headers for every request, such as the id of the request that causes it. */
  requestHeaders?: () => Record<string, string>;
  /** For tests that must not wait. */
  bounds?: { calls?: Partial<Bounds>; pages?: Partial<Bounds> };
}

/**
 * The base URL given to the SDK itself, which is never called. The SDK refuses plain http to any other host, where an
 * administrator's gateway may be, and has no option for that. Its generated client has one, and gets the real
 * address.
 */
const NOWHERE = 'http://localhost';

/**
 * Milliseconds; never reached, because our `fetch` times out long before. The SDK's own timeout stops at the first
 * byte.
 */
const SDK_TIMEOUT_MS = 600_000;

/**
 * The SDK's generated client, configured to call only the configured host: no telemetry, no update check. All calls
 * use it and none `sdk.*`, which has a client of its own that accepts no `fetch`.
 */
export function createClient({ apiKey, baseUrl, requestHeaders, bounds = {} }: ComposioSettings) {
  const sdk = new Composio({ apiKey, baseURL: NOWHERE, allowTracking: false, disableVersionCheck: true });
  // Its warnings would mix with the JSON lines of our log.
  const settings = { baseURL: baseUrl, allowInsecureHTTP: true, logLevel: 'off', maxRetries: 0 } as const;
  const slots = callSlots();
  const within = (limits: Bounds, among = slots, parsing = LAST_ONE) => {
    const fetch = exactFetch(providerFetch(limits, among, { headers: requestHeaders }), parsing);
    return sdk.getClient().withOptions({ ...settings, fetch, timeout: SDK_TIMEOUT_MS });
  };
  return {
    baseUrl,
    raw: within({ ...CALL_BOUNDS, ...bounds.calls }),
    /** For pages of the catalog, which are larger and may take longer. */
    rawPages: within({ ...PAGE_BOUNDS, ...bounds.pages }),
    /** For actions, with slots of their own. */
    rawRuns: within({ ...CALL_BOUNDS, ...bounds.calls }, callSlots(), ALL_OR_NOTHING),
  };
}

export type ComposioClient = ReturnType<typeof createClient>;
