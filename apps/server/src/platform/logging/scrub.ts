/** What every secret that we make looks like (crypto/secret.ts), wherever it stands: 32 bytes in base64url. */
const OWN_SECRETS = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g;
/** The provider's: sessions of a return, pages of a link. Escaped, because they stand in addresses too. */
const PROVIDER_SECRETS = /(session(?::|%3A)|session_uri=|\/link\/)[A-Za-z0-9_.:%-]+/gi;

/**
 * Takes secrets out of a line of the log by their looks. The last net: an upstream error may quote what we sent, and what it
 * quotes is not ours to foresee. `known` are secrets that look like nothing, such as the provider's key.
 */
export function scrub(line: string, known: readonly string[]): string {
  const looks = line.replace(OWN_SECRETS, '[secret]').replace(PROVIDER_SECRETS, '$1[secret]');
  return known.reduce((text, secret) => text.replaceAll(secret, '[secret]'), looks);
}
