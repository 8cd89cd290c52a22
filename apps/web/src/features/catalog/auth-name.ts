const NAMES: Record<string, string> = {
  OAUTH2: 'OAuth 2',
  OAUTH1: 'OAuth 1',
  API_KEY: 'API key',
  BASIC: 'Password',
  BASIC_WITH_JWT: 'Password',
  BEARER_TOKEN: 'Token',
  DCR_OAUTH: 'OAuth',
  S2S_OAUTH2: 'Client credentials',
  GOOGLE_SERVICE_ACCOUNT: 'Service account',
  SERVICE_ACCOUNT: 'Service account',
  BILLCOM_AUTH: 'BILL sign-in',
  CALCOM_AUTH: 'Cal.com key',
  NO_AUTH: 'No sign-in',
};

/** The name of an authentication scheme; the provider's own name if we have none. */
export function authName(scheme: string): string {
  return NAMES[scheme.toUpperCase()] ?? scheme.replaceAll('_', ' ').toLowerCase();
}

/** The names to show for an app; several schemes may have one name. */
export function authNames(schemes: string[], needsAuth: boolean): string[] {
  return needsAuth ? [...new Set(schemes.map(authName))] : ['No sign-in'];
}
