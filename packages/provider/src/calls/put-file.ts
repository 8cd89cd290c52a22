import { HostNames, putBounded, systemClock } from '@patchbay/outgoing-http';
import { ProviderFailure } from '../provider-failure.ts';

/** Milliseconds for all bytes of a file. */
const TIMEOUT_MS = 10_000;

export interface StorageOptions {
  /** The provider's own address, which may be in a private network, like the sandbox's. */
  baseUrl: string;
  names?: HostNames;
}

export type PutFile = (url: string, content: Uint8Array, headers: Record<string, string>) => Promise<void>;

/** Puts a file to a presigned URL of the provider's storage, which gets no key of ours. The URL is in no message: it is a secret. */
export function fileStorage({ baseUrl, names = new HostNames({ clock: systemClock }) }: StorageOptions): PutFile {
  const trustedOrigin = new URL(baseUrl).origin;
  return (url, content, headers) =>
    putBounded(url, content, { names, timeoutMs: TIMEOUT_MS, trustedOrigin, headers }).catch((cause: unknown) => {
      throw new ProviderFailure('unavailable', 'upload: the storage did not take the file', { cause });
    });
}
