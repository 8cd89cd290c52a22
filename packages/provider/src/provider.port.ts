import type { ProviderCatalog } from './catalog.port.ts';

/** What the product needs of the service that holds the credentials. Every method throws only `ProviderFailure`. */
export interface Provider
  extends ProviderAccounts, ProviderTriggers, ProviderActions, ProviderWebhooks, ProviderCatalog, ProviderSelf {}

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
  /** The auth config, the provider's word for an OAuth client, that it was authorized with; null where it does not say. */
  authConfigId: string | null;
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
  /** How to authorize, of the app's schemes; left out for the provider's first choice. */
  authScheme?: string;
  /** Where the person is sent after the consent page. */
  callbackUrl: string;
}

export interface Link {
  accountId: string;
  /** What the account will be authorized with; null where the provider does not say. */
  authConfigId: string | null;
  redirectUrl: string;
}

/** An account by the label that `openLink` gave it. */
export interface OwnAccount {
  id: string;
  attemptId: string;
  createdAt: Date;
}

/** How the accounts of an auth config are authorized. `null`: the provider does not say. */
export interface AuthConfig {
  /** Whether the OAuth client is the provider's own, which it shares with its other customers. */
  isManaged: boolean | null;
  /** Whether people consent by OAuth, instead of typing in a key. */
  isOAuth: boolean | null;
  /** The app's public id of the OAuth client. */
  clientId: string | null;
}

export interface ProviderAccounts {
  /** Opens an authorization flow: an account that waits for consent, and the page where it is given. */
  openLink(request: LinkRequest): Promise<Link>;
  /** `null`: there is no such account. */
  readAccount(accountId: string): Promise<Account | null>;
  /** The account that `openLink` created for an attempt, if it did. */
  findAccount(workspaceId: string, attemptId: string): Promise<Account | null>;
  /**
   * Confirms that the right person came back, where the project verifies the identity of callbacks: the account becomes
   * active only then. The session is used up by this, whatever comes of it. `null`: it is unknown, used, expired, or of
   * another person, which ends the account for good.
   */
  completeAuth(workspaceId: string, sessionUri: string): Promise<{ accountId: string } | null>;
  /** Every account of the project with the attempt it was opened for, a page at a time. */
  ownAccounts(): AsyncIterable<OwnAccount[]>;
  /** `null`: there is no such auth config. */
  readAuthConfig(authConfigId: string): Promise<AuthConfig | null>;
  /**
   * Deletes the account, its triggers first (some live on without it). The grant at the app stays: every token of the same
   * person and the same OAuth client would end with it. Already gone is fine.
   */
  deleteAccount(accountId: string): Promise<void>;
  /** Whether {@link revokeAccount} can ever do anything. */
  readonly canRevoke: boolean;
  /**
   * Ends the account's grant at the app, for everything that works by it, and its triggers first. Cannot be undone.
   * `false`: the provider does not do that for this account, or not with our key; the account is as it was.
   */
  revokeAccount(accountId: string): Promise<boolean>;
}

export interface TriggerRequest {
  workspaceId: string;
  accountId: string;
  triggerSlug: string;
  /** By the trigger type's `configSchema`. */
  config: Record<string, unknown>;
}

/** A trigger that listens on an account. */
export interface TriggerInstance {
  id: string;
  accountId: string;
  triggerSlug: string;
  config: Record<string, unknown>;
  enabled: boolean;
}

export interface ProviderTriggers {
  /** Arms a trigger and answers the instance's id; the same one, enabled again, where it was armed with this config before. */
  armTrigger(request: TriggerRequest): Promise<string>;
  /** Enables or disables an instance. Already so is fine. `refused`: the instance, or its account, is gone. */
  setTriggerEnabled(instanceId: string, enabled: boolean): Promise<void>;
  /** Already gone is fine. */
  deleteTrigger(instanceId: string): Promise<void>;
  /** All of an account's instances, the disabled ones too. */
  listTriggers(accountId: string): Promise<TriggerInstance[]>;
}

export interface ActionRequest {
  workspaceId: string;
  /** `null` for apps without authentication. */
  accountId: string | null;
  actionSlug: string;
  /** The catalog's; `null`: the provider's choice. */
  version: string | null;
  arguments: Record<string, unknown>;
}

/** What an action came to at the app. */
export interface ActionResult {
  successful: boolean;
  data: Record<string, unknown>;
  /** The app's words, or the provider's for it, where it was not successful. */
  error: string | null;
  /** For questions to the provider. */
  logId: string | null;
}

export interface ProviderActions {
  /**
   * Runs an action, once: it is never repeated by itself. `refused` and `unauthorized`: it was not run (no such action or
   * account, account not active). After `unavailable` and `invalid` it is not known whether it was.
   */
  executeAction(request: ActionRequest): Promise<ActionResult>;
}

/** Where the provider delivers events. A project has one. */
export interface WebhookSubscription {
  id: string;
  url: string;
  events: string[];
  /** For checking signatures. `null` where the provider does not tell it (again): keep the one it told, or rotate. */
  secret: string | null;
}

export interface ProviderWebhooks {
  /** `null`: there is none. */
  readWebhook(): Promise<WebhookSubscription | null>;
  /** Creates the subscription, or changes the one there is; signed messages in the newest format. */
  ensureWebhook(wanted: { url: string; events: string[] }): Promise<WebhookSubscription>;
  /** Makes a new secret; the old one ends at once. `refused` where the provider does not sign. */
  rotateWebhookSecret(subscriptionId: string): Promise<string>;
}

/** How the provider is spoken to. */
export interface ProviderIdentity {
  /** The package, as in COMPOSIO_SDK. */
  sdk: 'core' | 'legacy';
  /** The API's generation: `v3.1`, `v1 and v2`. */
  api: string;
}

export interface ProviderSelf {
  readonly identity: ProviderIdentity;
  /** One cheap call that needs the key: succeeds when the provider is there, the key is good and the API is still served. */
  ping(): Promise<void>;
}

/**
 * Why a call to the provider came to nothing. `unavailable` (not reached, timed out, 5xx) may work later, and may have been
 * done; `busy` (refused for its rate, or too many others before it) and `limited` (too many of the same caller, not even
 * asked) may work later, and were not done. The others will not work before a person changes something: `unauthorized` (the
 * key is not accepted), `forbidden` (it is, and may not do this), `needs_setup` (something of the project's own is missing at
 * the provider, such as an OAuth client), `refused` and `invalid`.
 */
export type ProviderFailureKind =
  'unavailable' | 'busy' | 'limited' | 'unauthorized' | 'forbidden' | 'needs_setup' | 'refused' | 'invalid';

/** The one error that a provider adapter throws. Its message is for logs; neither it nor its causes hold a key or a link. */
export class ProviderFailure extends Error {
  readonly kind: ProviderFailureKind;
  /** What the key lacks, as `connected accounts: write`; of `forbidden` alone. */
  readonly permission: string | null;

  constructor(
    kind: ProviderFailureKind,
    message: string,
    { permission, ...options }: ErrorOptions & { permission?: string | undefined } = {},
  ) {
    super(message, options);
    this.permission = permission ?? null;
    this.name = 'ProviderFailure';
    this.kind = kind;
  }

  /** Whether there is no use in asking about the next thing now. */
  get isAway(): boolean {
    return this.kind === 'unavailable' || this.kind === 'busy' || this.kind === 'limited';
  }
}
