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
  /** Headers that each request carries, such as the name of the request that causes it. */
  requestHeaders?: () => Record<string, string>;
  /** For tests that do not want to wait. */
  bounds?: { calls?: Partial<Bounds>; pages?: Partial<Bounds> };
}

/**
 * Where the SDK itself is pointed: nowhere. It refuses plain http to any other machine, which is where an administrator's own
 * gateway may be, and has no option for that. Its client has one, and gets the real address.
 */
const NOWHERE = 'http://localhost';

/** Milliseconds; never reached, because our `fetch` gives up long before. The SDK's own clock stops at the first byte. */
const SDK_TIMEOUT_MS = 600_000;

/**
 * The SDK's client, made to talk to the configured host and to no other: no telemetry, no look at the registry for
 * updates. All calls go through it and none through `sdk.*`, which keeps a client of its own that takes no `fetch`.
 */
export function createClient({ apiKey, baseUrl, requestHeaders, bounds = {} }: ComposioSettings) {
  const sdk = new Composio({ apiKey, baseURL: NOWHERE, allowTracking: false, disableVersionCheck: true });
  // Its warnings would stand between the log's lines of JSON.
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
    /** For running actions, beside all other calls. */
    rawRuns: within({ ...CALL_BOUNDS, ...bounds.calls }, callSlots(), ALL_OR_NOTHING),
  };
}

export type ComposioClient = ReturnType<typeof createClient>;
