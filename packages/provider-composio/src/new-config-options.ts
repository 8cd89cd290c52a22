import { z } from 'zod';
import { isOAuthScheme, ProviderFailure } from '@patchbay/provider';

const fields = z.object({ required: z.array(z.object({ name: z.string() })).nullish() });

export const toolkitSchemes = z.object({
  composio_managed_auth_schemes: z.array(z.string()).nullish(),
  auth_config_details: z
    .array(z.object({ mode: z.string(), fields: z.object({ auth_config_creation: fields.nullish() }).nullish() }))
    .nullish(),
});

/** What a new auth config is to be for. */
export interface WantedConfig {
  /** Null for the app's first choice. */
  scheme: string | null;
  /** Its permissions, by which it is found again under this name; none for those that the provider asks for anyway. */
  name?: string;
  scopes?: string[];
}

type Toolkit = z.infer<typeof toolkitSchemes>;
type AuthScheme = (typeof SCHEMES)[number];

/** The schemes that the client's types allow for an auth config. */
const SCHEMES = [
  'OAUTH2',
  'OAUTH1',
  'API_KEY',
  'BASIC',
  'BILLCOM_AUTH',
  'BEARER_TOKEN',
  'GOOGLE_SERVICE_ACCOUNT',
  'NO_AUTH',
  'BASIC_WITH_JWT',
  'CALCOM_AUTH',
  'SERVICE_ACCOUNT',
  'SAML',
  'DCR_OAUTH',
  'S2S_OAUTH2',
] as const;

/**
 * Options for a new auth config that needs nothing from the project: with Composio's OAuth client, or with any scheme
 * that requires no configuration, such as API keys that each person enters, or dynamic client registration (DCR).
 */
export function newConfigOptions(appSlug: string, toolkit: Toolkit, { scheme, name, scopes }: WantedConfig) {
  const asked = scopes?.length ? { name, credentials: { scopes } } : null;
  const managed = toolkit.composio_managed_auth_schemes ?? [];
  const isWanted = (mode: string) => scheme === null || mode === scheme;
  if (managed.some(isWanted)) return { type: 'use_composio_managed_auth' as const, ...asked };
  const free = (toolkit.auth_config_details ?? []).filter((each) => isWanted(each.mode) && asksForNothing(each));
  const modes = free.map(({ mode }) => SCHEMES.find((known) => known === mode)).filter((mode) => mode !== undefined);
  // Giving consent is less work than finding an API key.
  const authScheme = modes.find((mode) => isOAuthScheme(mode)) ?? modes[0];
  if (authScheme) return { type: 'use_custom_auth' as const, authScheme, credentials: {}, ...asked };
  throw new ProviderFailure('needs_setup', `${appSlug} needs an OAuth client of the project’s own`);
}

function asksForNothing({ mode, fields: groups }: NonNullable<Toolkit['auth_config_details']>[number]): boolean {
  // Without information about fields, only OAuth is known to need a client.
  const required = groups?.auth_config_creation?.required;
  return (
    mode !== ('NO_AUTH' satisfies AuthScheme) && (required ? required.length === 0 : isOAuthScheme(mode) === false)
  );
}
