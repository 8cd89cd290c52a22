import { fetchBounded, type HostNames } from '@patchbay/outgoing-http';
import { AppError } from '../../../platform/errors/app-error.ts';
import { mimetype, MAX_FETCHED_BYTES } from './file-input.ts';
import { fileName } from './file-name.ts';

/** Milliseconds for the address, its redirects and all bytes. */
const TIMEOUT_MS = 10_000;

export interface FetchDeps {
  hostNames: HostNames;
  allowPrivateEndpoints: boolean;
}

export interface FileContent {
  name: string;
  mimetype: string;
  content: Uint8Array;
}

/**
 * Fetches a caller’s file from a public address, at the address that was checked. Throws FILE_UNREACHABLE, with the same words
 * whatever went wrong: it must not tell what there is in our own network.
 */
export async function fetchFile(
  { hostNames, allowPrivateEndpoints }: FetchDeps,
  { url, name }: { url: string; name?: string | undefined },
): Promise<FileContent> {
  let said = '';
  const wants = (mediaType: string) => {
    said = mediaType;
    return true;
  };
  const trustedOrigin = allowPrivateEndpoints ? new URL(url).origin : 'none';
  try {
    const bounds = { names: hostNames, timeoutMs: TIMEOUT_MS, maxBytes: MAX_FETCHED_BYTES, trustedOrigin, wants };
    const content = await fetchBounded(url, bounds);
    return { name: name ?? nameIn(url), mimetype: mediaTypeOf(said), content };
  } catch (cause) {
    throw new AppError('FILE_UNREACHABLE', { cause });
  }
}

function mediaTypeOf(said: string): string {
  return mimetype.safeParse(said).data ?? 'application/octet-stream';
}

function nameIn(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return fileName(decodeURIComponent(last));
  } catch (error) {
    if (error instanceof URIError) return fileName(last);
    throw error;
  }
}
