import { z } from 'zod';

/** The provider's name of a way to authorize an app: `OAUTH2`, `API_KEY`. */
export const schemeName = z.string().regex(/^[A-Z][A-Z0-9_]{0,59}$/);

/** Ways by which a person consents at the app; all others take what a person enters. */
const CONSENT: ReadonlySet<string> = new Set(['OAUTH2', 'OAUTH1', 'DCR_OAUTH', 'SAML']);

export function isConsentScheme(scheme: string): boolean {
  return CONSENT.has(scheme);
}

export const schemeFieldSchema = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  required: z.boolean(),
  /** Not to be shown or kept. */
  isSecret: z.boolean(),
  default: z.string().nullable(),
});

export type SchemeField = z.infer<typeof schemeFieldSchema>;

/** One way to authorize an app, with what it needs. */
export const appSchemeSchema = z.object({
  scheme: z.string(),
  kind: z
    .enum(['consent', 'credentials'])
    .describe(
      '`consent`: the person approves on a page of the app. `credentials`: the person enters a key or password.',
    ),
  isReady: z.boolean().describe('Whether it can be used now. Otherwise an installation admin has to set it up first.'),
  isOwn: z.boolean().describe('Whether it uses an auth config of the project’s own at the provider.'),
  fields: z
    .array(schemeFieldSchema)
    .nullable()
    .describe('What the person enters. `null`: not known yet; `apps.schemes` asks the provider.'),
  hintUrl: z.string().nullable().describe('A page that says where to find these values.'),
  scopes: z.array(z.string()).describe('The permissions it may ask for; empty where the provider does not say.'),
});

export type AppScheme = z.infer<typeof appSchemeSchema>;

/** What an installation admin has to set up before an app can be connected, or before its triggers can be enabled. */
export const appSetupSchema = z.object({
  app: z.string(),
  isNeeded: z.boolean().describe('Whether the app cannot be connected before it is set up.'),
  schemes: z
    .array(z.object({ scheme: z.string(), fields: z.array(schemeFieldSchema) }))
    .describe('Ways that become usable with an own OAuth client, each with what has to be entered at the provider.'),
  redirectUrl: z.string().describe('The redirect address that the OAuth client has to name.'),
  dashboardUrl: z.string(),
  guideUrl: z.string().nullable(),
  endpoint: z
    .enum(['not_needed', 'missing', 'unknown', 'set'])
    .describe(
      'Whether triggers of the own OAuth client need a webhook endpoint at the provider, and whether it is there.',
    ),
  checkedAt: z.iso.datetime().nullable().describe('When the provider was last asked.'),
});

export type AppSetup = z.infer<typeof appSetupSchema>;
