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

/** Milliseconds; never reached, because our `fetch` gives up long before. The SDK's own clock stops at the first byte. */
const SDK_TIMEOUT_MS = 600_000;

/**
 * The SDK's client, made to talk to the configured host and to no other: no telemetry, no look at the registry for
 * updates. All calls go through it and none through `sdk.*`, which keeps a client of its own that takes no `fetch`.
 */
export function createClient({ apiKey, baseUrl, requestHeaders, bounds = {} }: ComposioSettings) {
  const sdk = new Composio({ apiKey, baseURL: baseUrl, allowTracking: false, disableVersionCheck: true });
  const slots = callSlots();
  const within = (limits: Bounds, among = slots, parsing = LAST_ONE) => {
    const fetch = exactFetch(providerFetch(limits, among, { headers: requestHeaders }), parsing);
    return sdk.getClient().withOptions({ fetch, timeout: SDK_TIMEOUT_MS, maxRetries: 0 });
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
