import type { Toolkit } from '../catalog/catalog.ts';
import type { JsonSchema } from '../catalog/json-schema.ts';
import { type AuthScheme, factsOf } from './auth-schemes.ts';

/** One input of an auth config or a connection, in the API's format. */
export interface AuthField {
  name: string;
  displayName: string;
  type: string;
  description: string;
  required: boolean;
  is_secret: boolean;
  default?: string;
}

interface FieldGroup {
  required: AuthField[];
  optional: AuthField[];
}

const oauthOptions: AuthField[] = [
  { ...field('oauth_redirect_uri', 'Redirect URI'), required: false },
  { ...field('scopes', 'Scopes'), required: false },
];

/** The inputs for an auth config and for connecting an account. */
export function authFields(toolkit: Toolkit, scheme: AuthScheme): Record<string, FieldGroup> {
  const { project } = factsOf(scheme);
  return {
    auth_config_creation: {
      required: project.map(([name, label, secret]) => field(name, label, secret !== undefined)),
      optional: project.length > 0 ? oauthOptions : [],
    },
    connected_account_initiation: { required: connectionFields(toolkit, scheme), optional: optionalFields(toolkit) },
  };
}

/** What a person enters on the hosted page: credentials, and what the app itself requires. */
export function connectionFields(toolkit: Toolkit, scheme: AuthScheme): AuthField[] {
  const own = Object.entries(toolkit.connectionFields).map(([name, schema]) => ownField(name, schema));
  return [...own, ...factsOf(scheme).person.map(([name, label, secret]) => field(name, label, secret !== undefined))];
}

function optionalFields(toolkit: Toolkit): AuthField[] {
  return Object.entries(toolkit.optionalFields).map(([name, schema]) => ({
    ...ownField(name, schema),
    required: false,
  }));
}

function ownField(name: string, schema: JsonSchema): AuthField {
  const given = schema.default === undefined ? {} : { default: String(schema.default) };
  return { ...field(name, schema.title ?? name), description: schema.description ?? '', ...given };
}

function field(name: string, displayName: string, secret = false): AuthField {
  return { name, displayName, type: 'string', description: `${displayName}.`, required: true, is_secret: secret };
}
