/** One value that a way to authorize asks for. */
export interface SchemeField {
  name: string;
  label: string;
  description: string;
  required: boolean;
  /** Whether it must not be shown or kept: a key, a password. */
  isSecret: boolean;
  default: string | null;
}

/** One way in which an app's accounts are authorized, with what it asks for. */
export interface AppScheme {
  /** The provider's name: `OAUTH2`, `API_KEY`. */
  scheme: string;
  /** By an OAuth client of the provider's. */
  isManaged: boolean;
  /** What the project has to bring before anyone can connect: the id and secret of an OAuth client. Empty: nothing. */
  setupFields: SchemeField[];
  /** What a person enters to connect; of OAuth what the app has to know before it asks for consent. */
  fields: SchemeField[];
  /** A page that says where to find or make these. */
  hintUrl: string | null;
  /** The permissions that the provider's client may ask for; empty where it does not say. */
  scopes: string[];
}

/** Something that the project has set up for an app by itself. */
export interface OwnConfig {
  appSlug: string;
  scheme: string;
}

export interface CredentialsRequest {
  workspaceId: string;
  workspaceName: string;
  appSlug: string;
  /** As in `LinkRequest`. */
  attemptId: string;
  authScheme: string;
  /** By the names of the scheme's fields. Secrets: they are sent to the provider, and appear nowhere else. */
  values: Readonly<Record<string, string>>;
}

export interface CreatedAccount {
  accountId: string;
  authConfigId: string;
}

/** What can be told of an OAuth client of the project's own. */
export interface OwnClientGuide {
  /** What the client has to name as its redirect address. */
  redirectUrl: string;
  /** Where the client is entered. */
  dashboardUrl: string;
}

export interface ProviderSchemes {
  /** Whether a way to authorize can be chosen, and entered in a form of ours. Where not, the provider chooses. */
  readonly canChooseScheme: boolean;
  readonly ownClient: OwnClientGuide;
  /** Every way to authorize an app; `null`: there is no such app, or the provider does not say. */
  readSchemes(appSlug: string): Promise<AppScheme[] | null>;
  /** The auth configs in use that are the project's own, of one app or of all (`null`). */
  listOwnConfigs(appSlug: string | null): Promise<OwnConfig[]>;
  /** Whether the app knows where to send events of the project's own OAuth client; `null`: it cannot be told. */
  hasWebhookEndpoint(appSlug: string): Promise<boolean | null>;
  /**
   * Makes an account of what a person entered. `refused`: the app, or the provider, does not take it. No message holds a
   * word of the provider's here, because it may quote what was entered.
   */
  createAccount(request: CredentialsRequest): Promise<CreatedAccount>;
}
