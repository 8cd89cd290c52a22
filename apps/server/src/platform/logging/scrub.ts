/** The format of every secret that we create (crypto/secret.ts): 32 bytes in base64url. */
const OWN_SECRETS = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g;
/** The provider's: sessions of a return, pages of a link. Escaped, because they stand in addresses too. */
const PROVIDER_SECRETS = /(session(?::|%3A)|session_uri=|\/link\/)[A-Za-z0-9_.:%-]+/gi;

/**
 * Redacts secrets in a log line by their format. This is the last line of defense: an upstream error may quote anything that we sent.
 * `known` secrets have no recognizable format, such as the provider's key.
 */
export function scrub(line: string, known: readonly string[]): string {
  const looks = line.replace(OWN_SECRETS, '[secret]').replace(PROVIDER_SECRETS, '$1[secret]');
  return known.reduce((text, secret) => text.replaceAll(secret, '[secret]'), looks);
}
