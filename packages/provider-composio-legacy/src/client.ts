import type { Composio } from 'composio-core';
import {
  ALL_OR_NOTHING,
  type Bounds,
  CALL_BOUNDS,
  callSlots,
  exactFetch,
  LAST_ONE,
  PAGE_BOUNDS,
  providerFetch,
  type ProviderFetch,
} from '@patchbay/provider';
import { axiosAdapter } from './axios-adapter.ts';

export interface LegacySettings {
  apiKey: string;
  baseUrl: string;
  /** Headers for every request, such as the id of the request that causes it. */
  requestHeaders?: () => Record<string, string>;
  /** For tests that must not wait. */
  bounds?: { calls?: Partial<Bounds>; pages?: Partial<Bounds> };
}

export interface LegacyClient {
  baseUrl: string;
  sdk: Composio;
  /** The same for actions, with slots of their own. */
  runs: Composio;
  /** The SDK's own HTTP client with the limits of catalog pages, for lists that its methods cannot read safely. */
  readPage(url: string, query: Record<string, string | number>): Promise<unknown>;
}

/** Loads the SDK, which takes a while and has a hundred dependencies, and makes it call only the configured host. */
export async function createLegacyClient({
  apiKey,
  baseUrl,
  requestHeaders,
  bounds = {},
}: LegacySettings): Promise<LegacyClient> {
  const { Composio } = await quietSdk();
  const slots = callSlots();
  // Without tracing there is no session id that could link calls.
  const open = () => new Composio({ apiKey, baseUrl, allowTracing: false });
  const [sdk, pages, runs] = [open(), open(), open()];
  route(
    sdk,
    exactFetch(providerFetch({ ...CALL_BOUNDS, ...bounds.calls }, slots, { headers: requestHeaders }), LAST_ONE),
  );
  route(
    pages,
    exactFetch(providerFetch({ ...PAGE_BOUNDS, ...bounds.pages }, slots, { headers: requestHeaders }), LAST_ONE),
  );
  route(
    runs,
    exactFetch(
      providerFetch({ ...CALL_BOUNDS, ...bounds.calls }, callSlots(), { headers: requestHeaders }),
      ALL_OR_NOTHING,
    ),
  );
  return {
    baseUrl,
    sdk,
    runs,
    readPage: async (url, query) => (await pages.backendClient.instance.get({ url, query })).data,
  };

  function route({ backendClient }: Composio, send: ProviderFetch): void {
    const instance = backendClient.getAxiosInstance();
    const adapter = axiosAdapter(instance, send);
    // Not `instance.defaults`: the SDK has replaced that object, and axios does not read the new one.
    instance.interceptors.request.use((config) => ({ ...config, adapter }));
  }
}

/**
 * At import and at each call the SDK starts processes that report usage, with the key in their arguments; each
 * construction asks the package registry for a newer version, which cannot be switched off.
 */
async function quietSdk() {
  process.env['TELEMETRY_DISABLED'] = 'true';
  process.env['COMPOSIO_LOGGING_LEVEL'] ??= 'silent';
  const sdk = await import('composio-core');
  const checked = Reflect.set(sdk.Composio.prototype, 'checkForLatestVersionFromNPM', () => Promise.resolve());
  if (!checked) throw new Error('composio-core cannot be kept from asking the package registry');
  return sdk;
}
