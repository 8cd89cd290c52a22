import { parse, stringify } from 'uuid';

const TOKEN = /^pb_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$/;

export interface KeyToken {
  id: string;
  /** 256 bits, base64url. Only its SHA-256 is stored. */
  secret: string;
}

/** What a service sends: `pb_<id>_<secret>`. The prefix lets scanners find a key that was committed somewhere. */
export function formatToken({ id, secret }: KeyToken): string {
  return `pb_${Buffer.from(parse(id)).toString('hex')}_${secret}`;
}

/** Nothing for what was never one of our keys. */
export function parseToken(token: string): KeyToken | undefined {
  const [, hex, secret] = TOKEN.exec(token) ?? [];
  if (!hex || !secret) return undefined;
  const bytes = Buffer.from(hex, 'hex');
  // The nil id and other non-ids are no reason for an error of the server.
  return isUuid(bytes) ? { id: stringify(bytes), secret } : undefined;
}

function isUuid(bytes: Uint8Array): boolean {
  const [version, variant] = [(bytes[6] ?? 0) >> 4, (bytes[8] ?? 0) >> 6];
  return version >= 1 && version <= 8 && variant === 0b10;
}
