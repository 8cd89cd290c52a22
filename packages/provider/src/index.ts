export { type Bounds, CALL_BOUNDS, PAGE_BOUNDS } from './calls/bounds.ts';
export { CallFailure } from './calls/call-failure.ts';
export { countField, nameField, numberField, slugField } from './calls/catalog-fields.ts';
export { ALL_OR_NOTHING, exactFetch, LAST_ONE } from './calls/exact-fetch.ts';
export { logoFetcher } from './calls/fetch-logo.ts';
export { guarded, guardedOrNull, isTooLarge, parsed, statusOf } from './calls/guarded.ts';
export { identityOf } from './calls/identity-of.ts';
export { clientIdIn, isHidden, isOAuthScheme } from './calls/oauth-client.ts';
export { callSlots, type ProviderFetch, providerFetch } from './calls/provider-fetch.ts';
export { fileStorage } from './calls/put-file.ts';
export { readItems } from './calls/read-items.ts';
export { scopesIn } from './calls/scopes-in.ts';
export { withoutWords } from './calls/without-words.ts';
export {
  type CatalogAction,
  type CatalogApp,
  type CatalogPage,
  type CatalogTrigger,
  type LogoImage,
  type ProviderCatalog,
  type Unreadable,
} from './catalog.port.ts';
export {
  type Account,
  type AccountStatus,
  type ActionResult,
  type AuthConfig,
  type FileUpload,
  type Link,
  type LinkRequest,
  type OwnAccount,
  type Provider,
  type ProviderAccounts,
  type ProviderActions,
  type ProviderTriggers,
  type ProviderWebhooks,
  type ProxyAnswer,
  type ProxyRequest,
  type TriggerInstance,
  type WebhookSubscription,
} from './provider.port.ts';
export { ProviderFailure, type ProviderFailureKind } from './provider-failure.ts';
export {
  type AppScheme,
  type CreatedAccount,
  type CredentialsRequest,
  type OwnClientGuide,
  type OwnConfig,
  type ProviderSchemes,
  type SchemeField,
} from './schemes.port.ts';
export { storableText } from './storable.ts';
