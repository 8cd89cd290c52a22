import { randomBytes } from 'node:crypto';

/** 128 random bits, base64url. In addresses, so it permits nothing. */
export function newSessionId(): string {
  return randomBytes(16).toString('base64url');
}
