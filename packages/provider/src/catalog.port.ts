export interface CatalogApp {
  slug: string;
  name: string;
  description: string;
  appUrl: string | null;
  logoUrl: string | null;
  categories: { slug: string; name: string }[];
  authSchemes: string[];
  needsAuth: boolean;
  /** `null` where the provider does not count them: then a sync counts them when it has read the whole catalog. */
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
}

export interface CatalogTrigger {
  slug: string;
  appSlug: string;
  name: string;
  description: string;
  type: 'webhook' | 'poll';
  configSchema: Record<string, unknown>;
  payloadSchema: Record<string, unknown>;
}

export interface LogoImage {
  contentType: string;
  content: Uint8Array;
}

/** An item that the provider lists and that is not as its schema says. */
export interface Unreadable {
  /** Its name at the provider, where that much can be read. */
  slug: string | null;
  /** For the log. */
  why: string;
}

/** A page of the catalog. What is in it can be stored; the same thing may come more than once. */
export interface CatalogPage<Item> {
  items: Item[];
  unreadable: Unreadable[];
}

/** Everything the provider offers, a page at a time and in the provider's order (most used first). */
export interface ProviderCatalog {
  apps(): AsyncIterable<CatalogPage<CatalogApp>>;
  actions(): AsyncIterable<CatalogPage<CatalogAction>>;
  triggers(): AsyncIterable<CatalogPage<CatalogTrigger>>;
  /** At most 64 KiB of SVG, PNG, JPEG or WebP; `null` where there is none to be had. */
  logo(url: string): Promise<LogoImage | null>;
}
