import type { AuthScheme } from '../catalog/catalog.ts';

/** The provider's own statuses. INITIALIZING: link created; INITIATED: page opened; only ACTIVE can execute actions. */
export const accountStatuses = [
  'INITIALIZING',
  'INITIATED',
  'ACTIVE',
  'FAILED',
  'EXPIRED',
  'INACTIVE',
  'REVOKED',
] as const;

export type AccountStatus = (typeof accountStatuses)[number];

/** One connected account. All instants are epoch milliseconds. */
export interface AccountRecord {
  id: string;
  uuid: string;
  wordId: string | null;
  alias: string | null;
  userId: string;
  toolkit: string;
  authConfigId: string;
  authScheme: AuthScheme;
  status: AccountStatus;
  statusReason: string | null;
  isDisabled: boolean;
  /** Who approved, and other data of the provider; never a credential. */
  data: Record<string, unknown>;
  /** The scopes requested at the app, and those that the person granted. Missing in older state files. */
  scopes?: readonly string[];
  grantedScopes?: readonly string[];
  /** When an unfinished flow expires; null when no flow is open. */
  deadline: number | null;
  /** The grant that the person's approval created at the app; null for keys. Missing in older state files. */
  grant?: GrantRecord | null;
  /** When the app ended this account's tokens; null while they are valid. Missing in older state files. */
  tokenEndedAt?: number | null;
  /** The page of the newest flow; earlier pages are invalid. */
  linkToken: string | null;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
}

/**
 * An app has one grant per person and OAuth client, however often they approve; a revocation ends all of its tokens.
 */
export interface GrantRecord {
  client: string;
  person: string;
}

/** An account of another customer of the service, whose product uses the same OAuth client. */
export interface ForeignGrantRecord {
  id: string;
  grant: GrantRecord;
  tokenEndedAt: number | null;
}

/** One hosted page. It can be answered once, until its account's deadline. */
export interface LinkRecord {
  token: string;
  accountId: string;
  callbackUrl: string | null;
  expiresAt: number;
  answeredAt: number | null;
  /** Tokens of forms that were rendered but not submitted, oldest first. */
  formTokens: string[];
}

/** A return that waits for `complete_auth`; verifier mode only. */
export interface SessionRecord {
  uri: string;
  accountId: string;
  expiresAt: number;
  usedAt: number | null;
}

export interface AuthConfigRecord {
  id: string;
  uuid: string;
  name: string;
  toolkit: string;
  authScheme: AuthScheme;
  isManaged: boolean;
  /** The project's own OAuth client. Missing in older state files. */
  clientId?: string | null;
  /** Asked for at the app by name; null: the usual ones. Missing in older state files. */
  scopes?: readonly string[] | null;
  isDisabled: boolean;
  toolAccess: Record<string, unknown>;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
}

/** The service's reasons for disabling a trigger. */
export const disableReasons = [
  'connection_expired',
  'subscription_auth_failure',
  'subscription_refresh_failure',
  'polling_failure_in_composio_infra',
] as const;

export type DisableReason = (typeof disableReasons)[number];

export interface TriggerInstanceRecord {
  id: string;
  uuid: string;
  accountId: string;
  triggerName: string;
  config: Record<string, unknown>;
  disabledAt: number | null;
  /** Null if its owner disabled it. Missing in older state files. */
  disabledReason?: DisableReason | null;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
}

export interface WebhookSubscriptionRecord {
  id: string;
  url: string;
  version: 'V1' | 'V2' | 'V3';
  events: string[];
  secret: string;
  createdAt: number;
  updatedAt: number;
}

/** A file for actions, and whether its bytes were uploaded. */
export interface FileRecord {
  key: string;
  toolkit_slug: string;
  tool_slug: string;
  filename: string;
  mimetype: string;
  /** Lowercase hexadecimal. */
  md5: string;
  /** Of what was uploaded. Missing in older state files. */
  bytes?: number;
  uploadedAt: number | null;
}

/** The address to which an app sends the events of one OAuth client. */
export interface WebhookEndpointRecord {
  id: string;
  toolkit: string;
  clientId: string;
  data: Record<string, string>;
  createdAt: number;
}

/** The complete state of the sandbox. */
export interface SandboxState {
  accounts: Map<string, AccountRecord>;
  links: Map<string, LinkRecord>;
  sessions: Map<string, SessionRecord>;
  authConfigs: Map<string, AuthConfigRecord>;
  triggerInstances: Map<string, TriggerInstanceRecord>;
  webhookSubscriptions: Map<string, WebhookSubscriptionRecord>;
  foreignGrants: Map<string, ForeignGrantRecord>;
  files: Map<string, FileRecord>;
  webhookEndpoints: Map<string, WebhookEndpointRecord>;
  /** The project's verifier URL: browsers return there, with a session for `complete_auth`. Null: verification is off. */
  verifierUrl: string | null;
}

export function emptyState(): SandboxState {
  return {
    accounts: new Map(),
    links: new Map(),
    sessions: new Map(),
    authConfigs: new Map(),
    triggerInstances: new Map(),
    webhookSubscriptions: new Map(),
    foreignGrants: new Map(),
    files: new Map(),
    webhookEndpoints: new Map(),
    verifierUrl: null,
  };
}
