import type { LogoImage } from '../../features/provider/provider.port.ts';

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 64 * 1024;
const IMAGE_TYPES = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/webp'];

/**
 * Fetches a logo so that browsers get it from us: our pages load nothing from another host. Anything unexpected means
 * no logo, never a failed sync.
 */
export async function fetchLogo(url: string): Promise<LogoImage | null> {
  try {
    const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const contentType = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
    if (!answer.ok || !IMAGE_TYPES.includes(contentType) || isTooLarge(answer)) {
      await answer.body?.cancel();
      return null;
    }
    const content = new Uint8Array(await answer.arrayBuffer());
    return content.byteLength <= MOST_BYTES ? { contentType, content } : null;
  } catch {
    return null; // a dead link in somebody else's catalogue is no event worth a log line per app and sync
  }
}

function isTooLarge(answer: Response): boolean {
  return Number(answer.headers.get('content-length') ?? 0) > MOST_BYTES;
}
