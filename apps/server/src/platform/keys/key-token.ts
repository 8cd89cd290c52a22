import { parse, stringify } from 'uuid';

export interface KeyToken {
  id: string;
  /** 256 bits, base64url. Only its SHA-256 is stored. */
  secret: string;
}

/**
 * The bearer tokens of one kind of key, `<prefix>_<id>_<secret>`. The prefix lets secret scanners find a key that was
 * committed to a repository, and keeps one kind of key from being taken for another.
 */
export function keyTokens(prefix: string) {
  const pattern = new RegExp(`^${prefix}_([0-9a-f]{32})_([A-Za-z0-9_-]{43})$`);
  return {
    format: ({ id, secret }: KeyToken): string => `${prefix}_${Buffer.from(parse(id)).toString('hex')}_${secret}`,
    /** Undefined for anything that cannot be one of these keys. */
    parse: (token: string): KeyToken | undefined => {
      const [, hex, secret] = pattern.exec(token) ?? [];
      if (!hex || !secret) return undefined;
      const bytes = Buffer.from(hex, 'hex');
      // The nil id and other invalid ids must not cause a server error.
      return isUuid(bytes) ? { id: stringify(bytes), secret } : undefined;
    },
  };
}

function isUuid(bytes: Uint8Array): boolean {
  const [version, variant] = [(bytes[6] ?? 0) >> 4, (bytes[8] ?? 0) >> 6];
  return version >= 1 && version <= 8 && variant === 0b10;
}
