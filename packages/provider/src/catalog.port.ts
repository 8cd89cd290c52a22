export interface CatalogApp {
  slug: string;
  name: string;
  description: string;
  appUrl: string | null;
  logoUrl: string | null;
  categories: { slug: string; name: string }[];
  authSchemes: string[];
  /** Of these, the ones that the provider has an OAuth client for. */
  managedSchemes: string[];
  /** A page about what an own OAuth client of this app needs. */
  guideUrl: string | null;
  needsAuth: boolean;
  /** `null` if the provider does not count them: then a sync counts them after reading the whole catalog. */
  actionsCount: number | null;
  triggersCount: number | null;
}

export interface CatalogAction {
  slug: string;
  appSlug: string;
  name: string;
  description: string;
  tags: string[];
  inputSchema: Record<string, unknown>;
  outputSchema: Record<string, unknown>;
  version: string | null;
  /** The permissions it needs: one of each list. Empty where it needs none, or the provider does not say. */
  requiredScopes: string[][];
}

export interface CatalogTrigger {
  slug: string;
  appSlug: string;
  name: string;
  description: string;
  type: 'webhook' | 'poll';
  configSchema: Record<string, unknown>;
  payloadSchema: Record<string, unknown>;
  /** With an OAuth client of the project's own, the app has to be told where to send the events of that client. */
  needsEndpoint: boolean;
}

export interface LogoImage {
  contentType: string;
  content: Uint8Array;
}

/** A listed item that does not match its schema. */
export interface Unreadable {
  /** Its id at the provider, if that is readable. */
  slug: string | null;
  /** For the log. */
  why: string;
}

/** A page of the catalog. Its items can be stored; an item may occur more than once. */
export interface CatalogPage<Item> {
  items: Item[];
  unreadable: Unreadable[];
}

/** Everything the provider offers, page by page in the provider's order (most used first). */
export interface ProviderCatalog {
  apps(): AsyncIterable<CatalogPage<CatalogApp>>;
  actions(): AsyncIterable<CatalogPage<CatalogAction>>;
  triggers(): AsyncIterable<CatalogPage<CatalogTrigger>>;
  /** At most 64 KiB of SVG, PNG, JPEG or WebP; `null` if there is no usable logo. */
  logo(url: string): Promise<LogoImage | null>;
}
