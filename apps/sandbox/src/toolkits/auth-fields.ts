import type { AuthScheme, Toolkit } from '../catalog/catalog.ts';
import type { JsonSchema } from '../catalog/json-schema.ts';

/** One input of an auth config or of a connection, in the wire's spelling. */
export interface AuthField {
  name: string;
  displayName: string;
  type: string;
  description: string;
  required: boolean;
  is_secret: boolean;
}

interface FieldGroup {
  required: AuthField[];
  optional: AuthField[];
}

const credentialFields: Readonly<Record<AuthScheme, readonly AuthField[]>> = {
  OAUTH2: [],
  NO_AUTH: [],
  API_KEY: [field('generic_api_key', 'API key', true)],
  BEARER_TOKEN: [field('token', 'Access token', true)],
  BASIC: [field('username', 'User name', false), field('password', 'Password', true)],
};

const oauthAppFields: FieldGroup = {
  required: [field('client_id', 'Client ID', false), field('client_secret', 'Client secret', true)],
  optional: [
    { ...field('oauth_redirect_uri', 'Redirect URI', false), required: false },
    { ...field('scopes', 'Scopes', false), required: false },
  ],
};

/** What setting up an auth config and what connecting one account ask for. */
export function authFields(toolkit: Toolkit, scheme: AuthScheme): Record<string, FieldGroup> {
  return {
    auth_config_creation: scheme === 'OAUTH2' ? oauthAppFields : { required: [], optional: [] },
    connected_account_initiation: { required: connectionFields(toolkit, scheme), optional: [] },
  };
}

/** What a person types on the hosted page: credentials, and what the app itself asks for. */
export function connectionFields(toolkit: Toolkit, scheme: AuthScheme): AuthField[] {
  const own = Object.entries(toolkit.connectionFields).map(([name, schema]) => ownField(name, schema));
  return [...own, ...credentialFields[scheme]];
}

function ownField(name: string, schema: JsonSchema): AuthField {
  return { ...field(name, schema.title ?? name, false), description: schema.description ?? '' };
}

function field(name: string, displayName: string, secret: boolean): AuthField {
  return { name, displayName, type: 'string', description: `${displayName}.`, required: true, is_secret: secret };
}
