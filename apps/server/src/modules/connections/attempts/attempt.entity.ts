import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { ConnectionView } from '@patchbay/contracts';
import type { AttemptOutcome, ReasonCode } from '@patchbay/lifecycle';
import type { AccountAccess } from '../accounts/account-access.ts';
import type { EncryptionContext } from '../../../platform/crypto/vault.ts';
import type { TableOf } from '../../../platform/orm/table-types.ts';

/** An account as the verified return found it; `accountId` is null for an app without authentication. */
export interface ReturnedAccount extends AccountAccess {
  accountId: string | null;
  accountIdentity: string | null;
}

/**
 * One authorization flow of a connection. The row is written before the provider is called, so that a crash at any
 * point can be cleaned up.
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
    /** The end user whose attempt it is; null for a member's. */
    endUserId: p.string().nullable(),
    /** The connect session it was opened in; null for a member's. */
    sessionId: p.string().nullable(),
    /** SHA-256 of the code that the returning browser was given. */
    codeHash: p.string().nullable(),
    /** What the verified return found, for the connection that the confirmation activates. */
    confirmationOf: p.json<ReturnedAccount>().nullable(),
    /** When the customer's service has confirmed or refused it, and the hash of whom it named. */
    decidedAt: p.datetime().nullable(),
    decidedFor: p.string().nullable(),
    /** The connection as the confirmation's answer had it, for a repetition after it was removed. */
    decidedView: p.json<ConnectionView>().nullable(),
    /** SHA-256 of the nonce in the return address. */
    nonceHash: p.string(),
    /** SHA-256 of the cookie's value in the browser that started the attempt. */
    browserHash: p.string(),
    /** The account that the provider created for this attempt; null until it has responded. */
    accountId: p.string().nullable(),
    /** The auth config of that account; null when the provider did not report it, or its response was lost. */
    authConfigId: p.string().nullable(),
    /** How it is to be authorized; null where the provider chooses. */
    authScheme: p.string().nullable(),
    /** Whether the person entered a key or a password in our form, instead of going to a page of the provider’s. */
    isEntered: p.boolean().default(false),
    /** Whether another account than the one in use may come back, because the person chose that. */
    anyAccount: p.boolean().default(false),
    /** The permissions that were asked for by name; null: those that the auth config asks for. */
    scopes: p.json<string[]>().nullable(),
    status: p.string().$type<'open' | AttemptOutcome>(),
    reasonCode: p.string().$type<ReasonCode>().nullable(),
    openedAt: p.datetime(),
    expiresAt: p.datetime(),
    /** When the person returned from the provider and every check passed. */
    returnedAt: p.datetime().nullable(),
    /**
     * The session of that return, sealed, until the provider has confirmed it. Only with callback identity
     * verification.
     */
    returnSessionSealed: p.string().nullable(),
    /** SHA-256 of that session, to recognize a second visit of the same return address. */
    returnSessionHash: p.string().nullable(),
    /**
     * Until when the provider may be processing our confirmation. In the past: the request was sent and its response
     * was lost. Null: not requested yet, or answered.
     */
    confirmationBusyUntil: p.datetime().nullable(),
    /** When the provider was first seen to report the account active without a valid return. */
    activeSeenAt: p.datetime().nullable(),
    /** When a verified return was confirmed, by the active account or by the provider. Null for a recovered attempt. */
    confirmedAt: p.datetime().nullable(),
    /** When a verified return expired because the provider did not report the account active in time. */
    unconfirmedAt: p.datetime().nullable(),
    /** When another person returned first, so the account may be theirs. Recorded once. */
    foreignReturnAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    /**
     * When the workspace released the account of this attempt; null while it is in use, and for an account that was
     * dropped.
     */
    releaseRequestedAt: p.datetime().nullable(),
    /** The outcome of the release, written before the account is deleted. */
    releasedAs: p.string().$type<'deleted' | 'revoked'>().nullable(),
    /** When the account was deleted at the provider. */
    releasedAt: p.datetime().nullable(),
  },
});

declare module '../../../platform/orm/table-types.ts' {
  interface Tables {
    connection_attempts: TableOf<typeof Attempt>;
  }
}

export type Attempt = InferEntity<typeof Attempt>;

/** The encryption context of the sealed session of an attempt's return. */
export function returnSessionContext({ workspaceId, id }: Pick<Attempt, 'workspaceId' | 'id'>): EncryptionContext {
  return { table: 'connection_attempts', column: 'return_session_sealed', workspaceId, rowId: id };
}
