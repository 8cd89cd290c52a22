import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

/** An id in Composio's format: `ca_` and 12 characters. */
export function newId(prefix: 'ca' | 'ac' | 'ti' | 'log' | 'we' | 'req'): string {
  return `${prefix}_${randomText(12)}`;
}

/** A value that must not be guessed: 32 characters of 6 bits each. */
export function newSecret(prefix: string): string {
  return `${prefix}_${randomText(32)}`;
}

/** Characters of 6 bits each, safe in a path. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte & 63]).join('');
}
