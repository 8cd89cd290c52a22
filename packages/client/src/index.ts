export { ExactNumber, parseJson, writeJson } from '@patchbay/exact-json';
export type { Api, ErrorCode, InstallationApi, ManagedApi, OutgoingEvent, OutgoingEventType } from './api.ts';
export {
  createInstallationClient,
  createPatchbayClient,
  type InstallationClient,
  type ManagedWorkspace,
  type PatchbayClient,
} from './client.ts';
export { PatchbayError, type TransportCode } from './error.ts';
export type { Followed, FollowInput } from './follow.ts';
export type { CallOptions, ClientOptions, InstallationClientOptions } from './options.ts';
export { verifyWebhook, type WebhookMessage } from './webhook.ts';
