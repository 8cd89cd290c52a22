export { ExactNumber, parseJson, writeJson } from '@patchbay/exact-json';
export type { Api, ErrorCode } from './api.ts';
export { createPatchbayClient, type PatchbayClient } from './client.ts';
export { PatchbayError, type TransportCode } from './error.ts';
export type { Followed, FollowInput } from './follow.ts';
export type { CallOptions, ClientOptions } from './options.ts';
