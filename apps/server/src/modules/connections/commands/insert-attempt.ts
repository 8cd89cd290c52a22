import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { hashSecret } from '../../../platform/crypto/secret.ts';
import { prepare } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { attemptDeadlineJob } from '../attempts/attempt-deadline.job.ts';
import type { Change } from '../change-connection.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import type { Chosen } from './choose-scheme.ts';

/** An end user's attempt, which a connect session opens. */
export interface SessionAttempt {
  sessionId: string;
  endUserId: string;
  /** Of the window in which it is finished. */
  attemptId: string;
  browserSecret: string;
  /** The session's end. */
  notAfter: Date;
  /** For the window that is being answered, where nothing has to come back from the provider. */
  code: string;
  /** Called in the transaction that opens the attempt; throws when the session has ended. */
  requireOpen: (tx: EntityManager) => Promise<void>;
}

export interface Opened {
  attemptId: string;
  endUserId: string | null;
  /** False for an app without authentication in a connect session: the attempt is there to be confirmed. */
  needsAuth: boolean;
  appSlug: string;
  nonce: string;
  browserSecret: string;
  expiresAt: Date;
}

interface Starter extends Chosen {
  attemptId: string;
  needsAuth: boolean;
  session: SessionAttempt | undefined;
  userId: string;
  userName: string;
  isEntered: boolean;
  anyAccount: boolean;
}

/** Milliseconds for what a person entered to be taken by the provider: they wait for it, and nothing else can finish it. */
const ENTERED_TTL_MS = 60_000;

/**
 * What was entered is vouched for by the request that brought it: the person who started, signed in, in their browser. There
 * is no page elsewhere that another person could be sent to, so the attempt is confirmed from the beginning, and its account,
 * which only this installation can make, counts whenever it is found.
 */
export async function insertAttempt(
  { clock, newSecret, attemptTtl, jobs }: ConnectionsDeps,
  { tx, connection }: Change,
  starter: Starter,
): Promise<Opened> {
  const { attemptId, userId, userName, scheme, scopes, isEntered, anyAccount, session, needsAuth } = starter;
  await session?.requireOpen(tx);
  const { workspaceId, id: connectionId, appSlug } = connection;
  const [nonce, browserSecret, now] = [newSecret(), session?.browserSecret ?? newSecret(), clock.now()];
  const expiresAt = deadlineOf({ now, ttl: isEntered ? Math.min(ENTERED_TTL_MS, attemptTtl) : attemptTtl, session });
  const attempt = INSERT({
    workspaceId,
    attemptId,
    connectionId,
    appSlug,
    userId,
    userName,
    nonceHash: hashSecret(nonce),
    browserHash: hashSecret(browserSecret),
    openedAt: now,
    expiresAt,
    scheme,
    isEntered,
    anyAccount,
    scopes: scopes ? JSON.stringify(scopes) : null,
    confirmedAt: isEntered ? now : null,
    sessionId: session?.sessionId ?? null,
    endUserId: session?.endUserId ?? null,
  });
  await db(tx).executeQuery(attempt);
  await jobs.send(tx, attemptDeadlineJob, { data: { workspaceId, connectionId, attemptId }, startAfter: expiresAt });
  return { attemptId, endUserId: session?.endUserId ?? null, needsAuth, appSlug, nonce, browserSecret, expiresAt };
}

/** What is not back by the end of its session does not count. */
function deadlineOf({ now, ttl, session }: { now: Date; ttl: number; session: SessionAttempt | undefined }): Date {
  const end = now.getTime() + ttl;
  return new Date(session ? Math.min(end, session.notAfter.getTime()) : end);
}

interface NewAttempt {
  workspaceId: string;
  attemptId: string;
  connectionId: string;
  appSlug: string;
  userId: string;
  userName: string;
  nonceHash: string;
  browserHash: string;
  openedAt: Date;
  expiresAt: Date;
  scheme: string | null;
  isEntered: boolean;
  anyAccount: boolean;
  /** JSON. */
  scopes: string | null;
  confirmedAt: Date | null;
  sessionId: string | null;
  endUserId: string | null;
}

const INSERT = prepare<NewAttempt, unknown>((value) =>
  statements.insertInto('connection_attempts').values({
    workspace_id: value('workspaceId'),
    id: value('attemptId'),
    connection_id: value('connectionId'),
    app_slug: value('appSlug'),
    user_id: value('userId'),
    user_name: value('userName'),
    nonce_hash: value('nonceHash'),
    browser_hash: value('browserHash'),
    status: 'open',
    opened_at: value('openedAt'),
    expires_at: value('expiresAt'),
    auth_scheme: value('scheme'),
    is_entered: value('isEntered'),
    any_account: value('anyAccount'),
    scopes: sql`${value('scopes')}`,
    returned_at: value('confirmedAt'),
    confirmed_at: value('confirmedAt'),
    session_id: value('sessionId'),
    end_user_id: value('endUserId'),
  }),
);
