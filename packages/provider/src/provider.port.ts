import type { ProviderCatalog } from './catalog.port.ts';
import type { ProviderSchemes } from './schemes.port.ts';

/** What the product needs from the service that holds the credentials. Every method throws only `ProviderFailure`. */
export interface Provider
  extends
    ProviderAccounts,
    ProviderTriggers,
    ProviderActions,
    ProviderWebhooks,
    ProviderCatalog,
    ProviderSchemes,
    ProviderSelf {}

export type AccountStatus = 'initializing' | 'initiated' | 'active' | 'failed' | 'expired' | 'inactive' | 'revoked';

/** The provider's record of one authorization. */
export interface Account {
  id: string;
  status: AccountStatus;
  /** The provider's message about why it is not usable. */
  statusReason: string | null;
  appSlug: string;
  /** The workspace it was opened for; null when the provider no longer reports it (announced for the future). */
  workspaceId: string | null;
  /** The auth config (the provider's term for an OAuth client) it was authorized with; null when not reported. */
  authConfigId: string | null;
  /** The account's owner at the app, as far as the provider knows: an email address or a name. */
  identity: string | null;
  /** How it was authorized; null where the provider does not say. */
  authScheme: string | null;
  /** The permissions that were asked for, and those that the app gave; null where the provider does not say. */
  scopes: { requested: string[] | null; granted: string[] | null };
}

export interface LinkRequest {
  workspaceId: string;
  /** For people who see the account at the provider. */
  workspaceName: string;
  appSlug: string;
  /** Stored by the provider with the account, so that an account whose creation response was lost can be found. */
  attemptId: string;
  /** One of the app's schemes; without it the provider's default. */
  authScheme?: string;
  /** All scopes to request; without it those that the auth config requests. */
  scopes?: string[];
  /** Where the person is redirected after the consent page. */
  callbackUrl: string;
}

export interface Link {
  accountId: string;
  /** The auth config of the new account; null when the provider does not report it. */
  authConfigId: string | null;
  redirectUrl: string;
}

/** An account, identified by the label that `openLink` gave it. */
export interface OwnAccount {
  id: string;
  attemptId: string;
  createdAt: Date;
}

/** How the accounts of an auth config are authorized. `null` fields: not reported by the provider. */
export interface AuthConfig {
  /** Whether it uses the provider's own OAuth client, which is shared with its other customers. */
  isManaged: boolean | null;
  /** Whether people give consent by OAuth, instead of entering a key. */
  isOAuth: boolean | null;
  /** The public id of the OAuth client at the app. */
  clientId: string | null;
}

export interface ProviderAccounts {
  /** Opens an authorization flow: creates an account that waits for consent, and returns the consent page. */
  openLink(request: LinkRequest): Promise<Link>;
  /** `null`: there is no such account. */
  readAccount(accountId: string): Promise<Account | null>;
  /** The account that `openLink` created for an attempt, if it did. */
  findAccount(workspaceId: string, attemptId: string): Promise<Account | null>;
  /**
   * Confirms that the right person returned, if the project verifies the identity of callbacks: the account becomes
   * active only then. Consumes the session in any case. `null`: the session is unknown, used, expired, or belongs to
   * another person, which ends the account for good.
   */
  completeAuth(workspaceId: string, sessionUri: string): Promise<{ accountId: string } | null>;
  /** Every account of the project with the attempt it was opened for, page by page. */
  ownAccounts(): AsyncIterable<OwnAccount[]>;
  /** `null`: there is no such auth config. */
  readAuthConfig(authConfigId: string): Promise<AuthConfig | null>;
  /**
   * Deletes the account, and its triggers first (some survive it). The grant at the app stays: revoking it would end
   * every token of the same person and OAuth client. Succeeds if it is already gone.
   */
  deleteAccount(accountId: string): Promise<void>;
  /** Whether {@link revokeAccount} is supported at all. */
  readonly canRevoke: boolean;
  /**
   * Revokes the account's grant at the app for everything that uses it, its triggers first. Cannot be undone. `false`:
   * not supported for this account, or not with our key; the account is unchanged.
   */
  revokeAccount(accountId: string): Promise<boolean>;
}

export interface TriggerRequest {
  workspaceId: string;
  accountId: string;
  triggerSlug: string;
  /** Must match the trigger type's `configSchema`. */
  config: Record<string, unknown>;
}

/** A trigger armed on an account. */
export interface TriggerInstance {
  id: string;
  accountId: string;
  triggerSlug: string;
  config: Record<string, unknown>;
  enabled: boolean;
}

export interface ProviderTriggers {
  /** Arms a trigger and returns the instance's id; an existing instance with this config is enabled and reused. */
  armTrigger(request: TriggerRequest): Promise<string>;
  /** Enables or disables an instance. Idempotent. `refused`: the instance, or its account, is gone. */
  setTriggerEnabled(instanceId: string, enabled: boolean): Promise<void>;
  /** Succeeds if it is already gone. */
  deleteTrigger(instanceId: string): Promise<void>;
  /** All of an account's instances, including disabled ones. */
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

/** A request to an app with an account's credentials. */
export interface ProxyRequest {
  accountId: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the app's own address, such as `/v1/me`. */
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body?: Record<string, unknown> | unknown[] | undefined;
}

/** What the app answered, whatever its status. */
export interface ProxyAnswer {
  status: number;
  headers: Record<string, string>;
  data: unknown;
  /** Where an answer that is no text can be downloaded, by anyone who knows the address. */
  file: { url: string; contentType: string; size: number; expiresAt: string | null } | null;
}

/** A file for an argument of an action. */
export interface FileUpload {
  appSlug: string;
  actionSlug: string;
  name: string;
  /** A media type, such as `image/png`. */
  mimetype: string;
  content: Uint8Array;
}

export interface ProviderActions {
  /** Whether {@link uploadFile} can be asked at all. */
  readonly canUpload: boolean;
  /** Hands a file over to the provider. Answers what stands for it in the arguments of this action. */
  uploadFile(file: FileUpload): Promise<Record<string, unknown>>;
  /** Whether {@link proxy} can be asked at all. */
  readonly canProxy: boolean;
  /** Sends a request to the app, once. Fails as {@link executeAction} does. */
  proxy(request: ProxyRequest): Promise<ProxyAnswer>;
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
  /** For verifying signatures. `null` when the provider does not reveal it (again): keep the known one, or rotate. */
  secret: string | null;
}

export interface ProviderWebhooks {
  /** `null`: there is none. */
  readWebhook(): Promise<WebhookSubscription | null>;
  /** Creates or updates the subscription; messages are signed and in the newest format. */
  ensureWebhook(wanted: { url: string; events: string[] }): Promise<WebhookSubscription>;
  /** Creates a new secret; the old one stops working at once. `refused` if the provider does not sign. */
  rotateWebhookSecret(subscriptionId: string): Promise<string>;
}

/** Which SDK and API are in use. */
export interface ProviderIdentity {
  /** The package, as in COMPOSIO_SDK. */
  sdk: 'core' | 'legacy';
  /** The API's generation: `v3.1`, `v1 and v2`. */
  api: string;
}

export interface ProviderSelf {
  readonly identity: ProviderIdentity;
  /** One cheap call that needs the key: succeeds when the provider is up, the key is valid and the API still exists. */
  ping(): Promise<void>;
}
