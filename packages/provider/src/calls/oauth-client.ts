/** Schemes by which a person consents, from the generated client's list of all. Every other one takes a key. */
const OAUTH_SCHEMES: ReadonlySet<string> = new Set(['OAUTH2', 'OAUTH1', 'DCR_OAUTH', 'S2S_OAUTH2']);

/** `null`: the provider does not name the scheme. */
export function isOAuthScheme(scheme: string | null | undefined): boolean | null {
  return scheme ? OAUTH_SCHEMES.has(scheme) : null;
}

/** What stands in the place of a value that is not shown: the word, or a run of dots or stars that hides a part of it. */
const HIDDEN = /redacted|hidden|\*|•|…|\.\.|x{4}/i;

export function isHidden(value: string): boolean {
  return HIDDEN.test(value);
}

/**
 * The OAuth client's public id among an auth config's credentials, which are "partially hidden for security" by the
 * generated client's documentation, and left out altogether in many answers. `null`: it cannot be read.
 */
export function clientIdIn(credentials: Record<string, unknown> | null | undefined): string | null {
  const id = credentials?.['client_id'] ?? credentials?.['clientId'];
  return typeof id === 'string' && id.trim() !== '' && !isHidden(id) ? id.trim() : null;
}
