/** Schemes in which a person gives consent, from the generated client's list of all schemes. All others use a key. */
const OAUTH_SCHEMES: ReadonlySet<string> = new Set(['OAUTH2', 'OAUTH1', 'DCR_OAUTH', 'S2S_OAUTH2']);

/** `null`: the provider does not report the scheme. */
export function isOAuthScheme(scheme: string | null | undefined): boolean | null {
  return scheme ? OAUTH_SCHEMES.has(scheme) : null;
}

/** How a hidden value looks: a word, or a run of dots or stars that hides a part of it. */
const HIDDEN = /redacted|hidden|\*|•|…|\.\.|x{4}/i;

export function isHidden(value: string): boolean {
  return HIDDEN.test(value);
}

/**
 * The public id of the OAuth client in an auth config's credentials, which are "partially hidden for security"
 * according to the generated client's documentation, and missing in many responses. `null`: not readable.
 */
export function clientIdIn(credentials: Record<string, unknown> | null | undefined): string | null {
  const id = credentials?.['client_id'] ?? credentials?.['clientId'];
  return typeof id === 'string' && id.trim() !== '' && !isHidden(id) ? id.trim() : null;
}
