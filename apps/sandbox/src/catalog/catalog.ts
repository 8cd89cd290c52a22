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
  /** The first one is offered first. */
  authSchemes: readonly AuthScheme[];
  /** Schemes for which Composio brings its own OAuth app. */
  managedAuthSchemes: readonly AuthScheme[];
  /** What a person has to tell besides approving, e.g. a shop's subdomain. */
  connectionFields: Readonly<Record<string, JsonSchema>>;
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

/** One kind of event an app can report. */
export interface TriggerType {
  slug: string;
  name: string;
  description: string;
  toolkit: string;
  type: 'webhook' | 'poll';
  config: JsonSchema;
  payload: JsonSchema;
  /** With an own OAuth client, the app needs an endpoint for that client. */
  needsEndpoint: boolean;
}

/** Where the apps come from; the built-in data, or a generated set of any size. Lists are in order of popularity. */
export interface Catalog {
  categories(): readonly Category[];
  toolkits(): readonly Toolkit[];
  toolkit(slug: string): Toolkit | undefined;
  tools(toolkitSlug: string): readonly Tool[];
  tool(slug: string): Tool | undefined;
  triggerTypes(toolkitSlug: string): readonly TriggerType[];
  triggerType(slug: string): TriggerType | undefined;
}

/** The version every toolkit, tool and trigger type carries, in Composio's `yyyymmdd_nn` form. */
export const catalogVersion = '20261102_00';
