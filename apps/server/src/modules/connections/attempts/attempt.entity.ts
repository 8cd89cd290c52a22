import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { AttemptOutcome, ReasonCode } from '@patchbay/lifecycle';
import type { EncryptionContext } from '../../../platform/crypto/vault.ts';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/**
 * One authorization flow of a connection. The row is written before the provider is asked, so that a crash at any point
 * leaves something to clean up after.
 */
export const Attempt = defineEntity({
  name: 'Attempt',
  tableName: 'connection_attempts',
  properties: {
    workspaceId: p.string().primary(),
    id: p.uuid().primary(),
    connectionId: p.uuid(),
    appSlug: p.string(),
    userId: p.string(),
    userName: p.string(),
    /** SHA-256 of the nonce in the return address. */
    nonceHash: p.string(),
    /** SHA-256 of the value of the cookie in the browser that started. */
    browserHash: p.string(),
    /** The account that the provider created for this attempt; null until it has answered. */
    accountId: p.string().nullable(),
    /** What that account is to be authorized with; null where the provider did not say, or its answer was lost. */
    authConfigId: p.string().nullable(),
    status: p.string().$type<'open' | AttemptOutcome>(),
    reasonCode: p.string().$type<ReasonCode>().nullable(),
    openedAt: p.datetime(),
    expiresAt: p.datetime(),
    /** When the person came back from the provider and every check held. */
    returnedAt: p.datetime().nullable(),
    /** The session of that return, sealed, until the provider has confirmed it; only with callback identity verification. */
    returnSessionSealed: p.string().nullable(),
    /** SHA-256 of that session, for a second visit of the same address. */
    returnSessionHash: p.string().nullable(),
    /**
     * Until when the provider may be busy with our confirmation. In the past: it was asked, and the answer never came. Null: it
     * was not asked, or has answered.
     */
    confirmationBusyUntil: p.datetime().nullable(),
    /** When the provider was first seen to call the account active without a return that counts. */
    activeSeenAt: p.datetime().nullable(),
    /** When a verified return was confirmed: by the active account, or by the provider itself. Null for a recovered one. */
    confirmedAt: p.datetime().nullable(),
    /** When a verified return had come and stopped counting, because the provider did not call the account active in time. */
    unconfirmedAt: p.datetime().nullable(),
    /** When another person came back first: the account may be theirs. Noted once. */
    foreignReturnAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    /** When the workspace gave up the account that this attempt brought; null while it is in use, and for one that was dropped. */
    releaseRequestedAt: p.datetime().nullable(),
    /** How that account ended, written before it is deleted. */
    releasedAs: p.string().$type<'deleted' | 'revoked'>().nullable(),
    /** When it was gone at the provider. */
    releasedAt: p.datetime().nullable(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    connection_attempts: TableOf<typeof Attempt>;
  }
}

export type Attempt = InferEntity<typeof Attempt>;

/** Where the session of an attempt's return may be opened. */
export function returnSessionContext({ workspaceId, id }: Pick<Attempt, 'workspaceId' | 'id'>): EncryptionContext {
  return { table: 'connection_attempts', column: 'return_session_sealed', workspaceId, rowId: id };
}
