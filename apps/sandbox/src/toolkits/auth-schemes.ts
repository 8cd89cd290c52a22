/** Authorization schemes in Composio's spelling: those of its client's types that an app in the sandbox uses. */
export const authSchemeNames = [
  'OAUTH2',
  'OAUTH1',
  'DCR_OAUTH',
  'S2S_OAUTH2',
  'API_KEY',
  'BEARER_TOKEN',
  'BASIC',
  'BASIC_WITH_JWT',
  'BILLCOM_AUTH',
  'CALCOM_AUTH',
  'GOOGLE_SERVICE_ACCOUNT',
  'SERVICE_ACCOUNT',
  'NO_AUTH',
] as const;

export type AuthScheme = (typeof authSchemeNames)[number];

/** An input: its name, its label, and whether it is a secret. */
type Input = readonly [name: string, label: string, secret?: 'secret'];

interface SchemeFacts {
  /** Whether a person consents at the app; otherwise they enter credentials. */
  consents: boolean;
  /** What the project must provide: its own OAuth client. */
  project: readonly Input[];
  /** What a person enters. */
  person: readonly Input[];
  /** Names of the values stored for a working account; the values are never shown. */
  holds: readonly string[];
}

const client: readonly Input[] = [
  ['client_id', 'Client ID'],
  ['client_secret', 'Client secret', 'secret'],
];

const person = (...inputs: readonly Input[]): SchemeFacts => ({
  consents: false,
  project: [],
  person: inputs,
  holds: inputs.map(([name]) => name),
});

const consent = (project: readonly Input[], ...holds: readonly string[]): SchemeFacts => ({
  consents: true,
  project,
  person: [],
  holds,
});

const facts: Readonly<Record<AuthScheme, SchemeFacts>> = {
  OAUTH2: consent(client, 'access_token', 'refresh_token', 'token_type'),
  OAUTH1: consent(
    [
      ['consumer_key', 'Consumer key'],
      ['consumer_secret', 'Consumer secret', 'secret'],
    ],
    'oauth_token',
    'oauth_token_secret',
  ),
  // Registers its own client at the app (RFC 7591), so the project provides nothing.
  DCR_OAUTH: consent([], 'client_id', 'access_token', 'refresh_token'),
  S2S_OAUTH2: {
    ...person(['client_id', 'Client ID'], ['client_secret', 'Client secret', 'secret']),
    holds: ['client_id', 'access_token'],
  },
  API_KEY: person(['generic_api_key', 'API key', 'secret']),
  BEARER_TOKEN: person(['token', 'Access token', 'secret']),
  BASIC: person(['username', 'User name'], ['password', 'Password', 'secret']),
  BASIC_WITH_JWT: person(['username', 'User name'], ['password', 'Password', 'secret']),
  BILLCOM_AUTH: {
    ...person(
      ['username', 'User name'],
      ['password', 'Password', 'secret'],
      ['organizationId', 'Organization ID'],
      ['devKey', 'Developer key', 'secret'],
    ),
    holds: ['sessionId', 'devKey'],
  },
  CALCOM_AUTH: person(['api_key', 'API key', 'secret']),
  GOOGLE_SERVICE_ACCOUNT: person(['credentials_json', 'Service account key (JSON)', 'secret']),
  SERVICE_ACCOUNT: person(
    ['application_id', 'Application ID'],
    ['installation_id', 'Installation ID'],
    ['private_key', 'Private key', 'secret'],
  ),
  NO_AUTH: person(),
};

export function factsOf(scheme: AuthScheme): SchemeFacts {
  return facts[scheme];
}
