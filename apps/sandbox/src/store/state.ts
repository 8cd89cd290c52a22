import type { AuthScheme } from '../catalog/catalog.ts';

/** The provider's own statuses. INITIALIZING: link made; INITIATED: page opened; only ACTIVE executes. */
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
  /** Who approved, and whatever else the provider would tell; never a credential. */
  data: Record<string, unknown>;
  /** What was asked for at the app. Missing in older state files. */
  scopes?: readonly string[];
  /** When an unfinished flow lapses; null when no flow is open. */
  deadline: number | null;
  /** What the person's approval made at the app; null for keys. Missing in older state files. */
  grant?: GrantRecord | null;
  /** When the app ended this account's tokens; null while they work. Missing in older state files. */
  tokenEndedAt?: number | null;
  /** The page of the newest flow; earlier pages are void. */
  linkToken: string | null;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
}

/** An app keeps one for a person and an OAuth client, however often they approve; a revocation ends every token of it. */
export interface GrantRecord {
  client: string;
  person: string;
}

/** An account of another of the service's customers, whose product uses the same OAuth client. */
export interface ForeignGrantRecord {
  id: string;
  grant: GrantRecord;
  tokenEndedAt: number | null;
}

/** One hosted page. It may be answered once, until its account's deadline. */
export interface LinkRecord {
  token: string;
  accountId: string;
  callbackUrl: string | null;
  expiresAt: number;
  answeredAt: number | null;
  /** Tokens of the forms that were handed out and not sent back yet, oldest first. */
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
  /** Of the project's own OAuth client. Missing in older state files. */
  clientId?: string | null;
  isDisabled: boolean;
  toolAccess: Record<string, unknown>;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
}

/** The service's own words for why it switched a trigger off. */
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
  /** Null where its owner switched it off. Missing in older state files. */
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

/** A file that an action may take, and whether its bytes have arrived. */
export interface FileRecord {
  key: string;
  toolkit_slug: string;
  tool_slug: string;
  filename: string;
  mimetype: string;
  /** Hexadecimal, in lower case. */
  md5: string;
  uploadedAt: number | null;
}

/** Where an app sends the events of one OAuth client. */
export interface WebhookEndpointRecord {
  id: string;
  toolkit: string;
  clientId: string;
  data: Record<string, string>;
  createdAt: number;
}

/** Everything the sandbox remembers. */
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
