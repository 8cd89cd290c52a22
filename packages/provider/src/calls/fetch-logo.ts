import type { ProviderCatalog } from '../catalog.port.ts';
import { fetchBounded, HostNames, systemClock } from '@patchbay/outgoing-http';
import { imageTypeOf } from './image-type.ts';

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 64 * 1024;
const IMAGE_TYPES = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/webp'];

export interface LogoOptions {
  /** The provider's own address, which may be in a private network, like the sandbox's. */
  baseUrl: string;
  names?: HostNames;
}

/**
 * Fetches logos, so that browsers get them from us: our pages load nothing from other hosts. Any error means no logo,
 * never a failed sync.
 */
export function logoFetcher(options: LogoOptions): ProviderCatalog['logo'] {
  const { baseUrl, names = new HostNames({ clock: systemClock }) } = options;
  const bounds = { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES, trustedOrigin: new URL(baseUrl).origin };
  return async (url) => {
    try {
      const content = await fetchBounded(url, { ...bounds, names, wants: (type) => IMAGE_TYPES.includes(type) });
      const contentType = imageTypeOf(content);
      return contentType === undefined ? null : { contentType, content };
    } catch {
      return null; // a broken link in the catalog is not worth a log line per app and sync
    }
  };
}
