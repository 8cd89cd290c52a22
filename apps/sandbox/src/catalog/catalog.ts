import type { AuthScheme } from '../toolkits/auth-schemes.ts';
import type { JsonSchema } from './json-schema.ts';

export type { AuthScheme } from '../toolkits/auth-schemes.ts';

export interface Category {
  /** `developer-tools` */
  id: string;
  /** `developer tools` */
  name: string;
}

/** One app. */
export interface Toolkit {
  slug: string;
  name: string;
  description: string;
  /** The app's own site; null when it has none. */
  appUrl: string | null;
  categories: readonly Category[];
  /** The first one is the default. */
  authSchemes: readonly AuthScheme[];
  /** Schemes for which Composio provides its own OAuth app. */
  managedAuthSchemes: readonly AuthScheme[];
  /** What a person must enter in addition to approving, for example a shop's subdomain. */
  connectionFields: Readonly<Record<string, JsonSchema>>;
  /** The same, and may be left out. */
  optionalFields: Readonly<Record<string, JsonSchema>>;
  toolsCount: number;
  triggersCount: number;
}

/** One action of an app. */
export interface Tool {
  slug: string;
  name: string;
  description: string;
  toolkit: string;
  tags: readonly string[];
  /** True when it only reads. */
  readOnly: boolean;
  input: JsonSchema;
  output: JsonSchema;
}

/** One kind of event that an app can send. */
export interface TriggerType {
  slug: string;
  name: string;
  description: string;
  toolkit: string;
  type: 'webhook' | 'poll';
  config: JsonSchema;
  payload: JsonSchema;
  /** With the project's own OAuth client, the app needs a webhook endpoint for that client. */
  needsEndpoint: boolean;
}

/** The source of the apps: the built-in data, or a generated set of any size. Lists are sorted by popularity. */
export interface Catalog {
  categories(): readonly Category[];
  toolkits(): readonly Toolkit[];
  toolkit(slug: string): Toolkit | undefined;
  tools(toolkitSlug: string): readonly Tool[];
  tool(slug: string): Tool | undefined;
  triggerTypes(toolkitSlug: string): readonly TriggerType[];
  triggerType(slug: string): TriggerType | undefined;
}

/** The version of every toolkit, tool and trigger type, in Composio's `yyyymmdd_nn` form. */
export const catalogVersion = '20261102_00';
