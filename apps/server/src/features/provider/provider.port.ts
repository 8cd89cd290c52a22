/** What the product needs of the service that holds the credentials. Every method throws only `ProviderFailure`. */
export interface Provider extends ProviderAccounts, ProviderCatalogue {}

export type AccountStatus = 'initializing' | 'initiated' | 'active' | 'failed' | 'expired' | 'inactive' | 'revoked';

/** The provider's record of one authorization. */
export interface Account {
  id: string;
  status: AccountStatus;
  /** The provider's words for why it is not usable. */
  statusReason: string | null;
  appSlug: string;
  /** The workspace it was opened for; null where the provider no longer says (announced for the future). */
  workspaceId: string | null;
  /** Whose account it is at the app, as far as the provider knows: an address or a name. */
  identity: string | null;
}

export interface LinkRequest {
  workspaceId: string;
  /** For people who look at the account at the provider. */
  workspaceName: string;
  appSlug: string;
  /** Kept by the provider with the account, so that one whose answer was lost can be found again. */
  attemptId: string;
  /** Where the person is sent after the consent page. */
  callbackUrl: string;
}

export interface Link {
  accountId: string;
  redirectUrl: string;
}

export interface ProviderAccounts {
  /** Opens an authorization flow: an account that waits for consent, and the page where it is given. */
  openLink(request: LinkRequest): Promise<Link>;
  /** `null`: there is no such account. */
  readAccount(accountId: string): Promise<Account | null>;
  /** The account that `openLink` created for an attempt, if it did. */
  findAccount(workspaceId: string, attemptId: string): Promise<Account | null>;
  /** Deletes the account and revokes its grant. Already gone is fine. */
  deleteAccount(accountId: string): Promise<void>;
}

export interface CatalogueApp {
  slug: string;
  name: string;
  description: string;
  appUrl: string | null;
  logoUrl: string | null;
  categories: { slug: string; name: string }[];
  authSchemes: string[];
  needsAuth: boolean;
  actionsCount: number;
  triggersCount: number;
}

export interface CatalogueAction {
  slug: string;
  appSlug: string;
  name: string;
  description: string;
  tags: string[];
  inputSchema: Record<string, unknown>;
  outputSchema: Record<string, unknown>;
  version: string | null;
}

export interface CatalogueTrigger {
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

/** Everything the provider offers, a page at a time and in the provider's order (most used first). */
export interface ProviderCatalogue {
  apps(): AsyncIterable<CatalogueApp[]>;
  actions(): AsyncIterable<CatalogueAction[]>;
  triggers(): AsyncIterable<CatalogueTrigger[]>;
  /** At most 64 KiB of SVG, PNG, JPEG or WebP; `null` where there is none to be had. */
  logo(url: string): Promise<LogoImage | null>;
}

/**
 * Why a call to the provider came to nothing. `unavailable` (not reached, timed out, 5xx, rate limited) may work later;
 * `unauthorized`, `refused` and `invalid` will not without somebody's doing.
 */
export type ProviderFailureKind = 'unavailable' | 'unauthorized' | 'refused' | 'invalid';

/** The one error that a provider adapter throws. Its message is for logs; it never holds a key or a link. */
export class ProviderFailure extends Error {
  readonly kind: ProviderFailureKind;

  constructor(kind: ProviderFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProviderFailure';
    this.kind = kind;
  }
}
