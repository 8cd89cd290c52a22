import type { ConnectTheme } from '@patchbay/contracts';
import type { ConnectHost } from './connect-session.queries.ts';

/** Bytes; the server's own limit. */
const MAX_LOGO_BYTES = 256 * 1024;

/** What the form edits. An empty text is the default of the connect page. */
export interface BrandingForm {
  displayName: string;
  mode: NonNullable<ConnectTheme['mode']>;
  accent: string;
  background: string;
  text: string;
  radius: number;
  /** An address to show, `null` for none. */
  logo: string | null;
  /** Chosen here and not saved yet; in base64. */
  newLogo: string | null;
}

/** Of corners, in pixels, where the host sets none. */
export const DEFAULT_RADIUS = 10;

export function brandingOf({ displayName, theme, logo }: ConnectHost): BrandingForm {
  return {
    displayName: displayName ?? '',
    mode: theme.mode ?? 'system',
    accent: theme.accent ?? '',
    background: theme.background ?? '',
    text: theme.text ?? '',
    radius: theme.radius ?? DEFAULT_RADIUS,
    logo,
    newLogo: null,
  };
}

/** The theme without what is left to its default. Pure. */
export function themeOf({ mode, accent, background, text, radius }: BrandingForm): ConnectTheme {
  return {
    ...(mode !== 'system' && { mode }),
    ...(accent !== '' && { accent }),
    ...(background !== '' && { background }),
    ...(text !== '' && { text }),
    ...(radius !== DEFAULT_RADIUS && { radius }),
  };
}

/** What is sent: a logo only if it was chosen or removed here. Pure. */
export function brandingInput(form: BrandingForm, host: ConnectHost) {
  const displayName = form.displayName.trim();
  const isRemoved = form.logo === null && host.logo !== null;
  return {
    id: host.id,
    displayName: displayName === '' ? null : displayName,
    theme: themeOf(form),
    ...(form.newLogo !== null ? { logo: form.newLogo } : isRemoved && { logo: null }),
  };
}

/** A picture as the form shows and sends it; undefined if it is too large. The server checks what is in it. */
export async function readLogo(file: Blob): Promise<Pick<BrandingForm, 'logo' | 'newLogo'> | undefined> {
  if (file.size > MAX_LOGO_BYTES) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  // In one call, a large file would have more arguments than a call may have.
  const newLogo = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return { logo: `data:${file.type};base64,${newLogo}`, newLogo };
}
