import { Composio } from '@composio/core';

export interface ComposioSettings {
  apiKey: string;
  baseUrl: string;
}

/** Milliseconds for one request, and how often it is repeated (408, 409, 429, 5xx, lost connections). */
const TIMEOUT_MS = 10_000;
const MAX_RETRIES = 2;

/** The SDK, made to talk to the configured host and to no other: no telemetry, no look at the registry for updates. */
export function createClient({ apiKey, baseUrl }: ComposioSettings) {
  const sdk = new Composio({ apiKey, baseURL: baseUrl, allowTracking: false, disableVersionCheck: true });
  const raw = sdk.getClient().withOptions({ timeout: TIMEOUT_MS, maxRetries: MAX_RETRIES });
  return { sdk, raw };
}

export type ComposioClient = ReturnType<typeof createClient>;
