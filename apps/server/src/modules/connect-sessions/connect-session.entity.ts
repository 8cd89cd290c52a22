import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { ConnectTheme, Tags } from '@patchbay/contracts';
import type { TableOf } from '../../platform/orm/table-types.ts';
import type { Actor } from '../access/index.ts';

/** A short-lived permission for one end user to connect apps. Looked up by its id before a workspace is known. */
export const ConnectSession = defineEntity({
  name: 'ConnectSession',
  tableName: 'connect_sessions',
  properties: {
    /** 128 random bits, base64url: it is in addresses, and permits nothing. */
    id: p.string().primary(),
    workspaceId: p.string(),
    /** The service key that created it. */
    keyId: p.string().nullable(),
    createdBy: p.json<Actor>(),
    /** SHA-256 of the token in the fragment of the link, which is exchanged once. */
    tokenHash: p.string(),
    endUserId: p.string(),
    endUserName: p.string().nullable(),
    endUserEmail: p.string().nullable(),
    /** Of the approved host, as people are shown it. A copy: the session goes on as it was created. */
    hostName: p.string(),
    hostDisplayName: p.string().nullable(),
    /** The hash of its logo. */
    hostLogo: p.string().nullable(),
    returnUrl: p.string(),
    origins: p.json<string[]>(),
    /** SHA-256 of a random value in a cookie of the host's, base64url (as in RFC 7636). */
    browserChallenge: p.string().nullable(),
    /** Slugs of the allowed apps; null: all. */
    apps: p.json<string[]>().nullable(),
    /** The one connection to reconnect. */
    connectionId: p.uuid().nullable(),
    label: p.string(),
    tags: p.json<Tags>(),
    locale: p.string().nullable(),
    theme: p.json<ConnectTheme>(),
    openedAs: p.string().$type<'page' | 'frame' | 'headless'>().nullable(),
    openedAt: p.datetime().nullable(),
    /** SHA-256 of the cookie or of the access token of the browser that opened it first. */
    credentialHash: p.string().nullable(),
    /** The end of an access token; null for a cookie, which is valid as long as the session. */
    credentialUntil: p.datetime().nullable(),
    /** The access token before the last renewal, for calls that are under way. */
    previousHash: p.string().nullable(),
    previousUntil: p.datetime().nullable(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
    endedBy: p.string().$type<'service' | 'key_revoked' | 'workspace_deleted' | 'end_user_forgotten'>().nullable(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    connect_sessions: TableOf<typeof ConnectSession>;
  }
}

export type ConnectSession = InferEntity<typeof ConnectSession>;
