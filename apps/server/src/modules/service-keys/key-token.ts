import { parse, stringify } from 'uuid';

const TOKEN = /^pb_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

export interface KeyToken {
  id: string;
  /** 256 bits, base64url. Only its SHA-256 is stored. */
  secret: string;
}

/**
 * The bearer token, `pb_<id>_<secret>`. The prefix lets secret scanners find a key that was committed to a
 * repository.
 */
export function formatToken({ id, secret }: KeyToken): string {
  return `pb_${Buffer.from(parse(id)).toString('hex')}_${secret}`;
}

/** Undefined for anything that cannot be one of our keys. */
export function parseToken(token: string): KeyToken | undefined {
  const [, hex, secret] = TOKEN.exec(token) ?? [];
  if (!hex || !secret) return undefined;
  const bytes = Buffer.from(hex, 'hex');
  // The nil id and other invalid ids must not cause a server error.
  return isUuid(bytes) ? { id: stringify(bytes), secret } : undefined;
}

function isUuid(bytes: Uint8Array): boolean {
  const [version, variant] = [(bytes[6] ?? 0) >> 4, (bytes[8] ?? 0) >> 6];
  return version >= 1 && version <= 8 && variant === 0b10;
}
