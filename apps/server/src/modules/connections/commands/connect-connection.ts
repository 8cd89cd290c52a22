import { type CreatedAccount, type Link, ProviderFailure, type ProviderFailureKind } from '@patchbay/provider';
import { connectionViewSchema } from '@patchbay/contracts';
import { reason, type ReasonCode } from '@patchbay/lifecycle';
import { sql } from 'kysely';
import { z } from 'zod';
import { hashSecret } from '../../../platform/crypto/secret.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { prepare } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { findApp } from '../../catalog/index.ts';
import { providerError } from '../../provider/index.ts';
import { type Access, PROVIDER } from '../../access/index.ts';
import { type Change, changeConnection } from '../change-connection.ts';
import type { ConnectInput } from './connect-input.ts';
import { type Chosen, chooseScheme } from './choose-scheme.ts';
import { verifyEntered } from './enter-credentials.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { dropAccountJob } from '../accounts/drop-account.ts';
import { ownerOf } from '../accounts/owner-of.ts';
import { attemptDeadlineJob } from '../attempts/attempt-deadline.job.ts';
import { readConnection } from '../queries/read-connections.ts';

export const connectOutput = z.object({
  /** Where to send the person; null when there was nothing to authorize. */
  redirectUrl: z.url().nullable(),
  attempt: z.object({ id: z.string(), expiresAt: z.iso.datetime() }).nullable(),
  connection: connectionViewSchema,
});

export interface Connected {
  answer: z.infer<typeof connectOutput>;
  /** For the cookie that binds the attempt to the browser; null when no attempt was opened. */
  binding: { attemptId: string; secret: string; expiresAt: Date } | null;
}

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
}

interface Opened {
  attemptId: string;
  endUserId: string | null;
  /** False for an app without authentication in a connect session: the attempt is there to be confirmed. */
  needsAuth: boolean;
  appSlug: string;
  nonce: string;
  browserSecret: string;
  expiresAt: Date;
}

type Credentials = NonNullable<ConnectInput['credentials']>;

/**
 * Starts, continues or renews an authorization. The intent is saved before the provider is called, and its response
 * is saved only to an attempt that is still open, so that a crash or a concurrent change leaves nothing that is not
 * cleaned up.
 */
export async function connectConnection(
  deps: ConnectionsDeps,
  access: Access,
  { session, ...input }: ConnectInput & { session?: SessionAttempt },
): Promise<Connected> {
  const { em, workspaceId } = access;
  const chosen = await chooseScheme(deps, access, input);
  const opened = await openAttempt(deps, access, { ...input, chosen, session });
  if (!opened?.needsAuth)
    return { answer: { redirectUrl: null, attempt: null, connection: await view() }, binding: null };

  if (input.credentials) {
    await makeAccount(deps, access, { id: input.id, opened, chosen, credentials: input.credentials, session });
    return { answer: { redirectUrl: null, attempt: null, connection: await view() }, binding: null };
  }
  const link = await askForLink(deps, access, { id: input.id, opened, chosen });
  await recordAccount(deps, access, { opened, account: link });
  const { attemptId, browserSecret, expiresAt } = opened;
  return {
    answer: {
      redirectUrl: link.redirectUrl,
      attempt: { id: attemptId, expiresAt: expiresAt.toISOString() },
      connection: await view(),
    },
    binding: { attemptId, secret: browserSecret, expiresAt },
  };

  function view() {
    return readConnection(em.fork(), workspaceId, input.id);
  }
}

/**
 * Updates the connection and inserts the attempt. Undefined for an app without authentication, which is active right
 * away.
 */
async function openAttempt(
  deps: ConnectionsDeps,
  access: Access,
  input: ConnectInput & { chosen: Chosen; session: SessionAttempt | undefined },
): Promise<Opened | undefined> {
  const { em, workspaceId, actor } = access;
  const { id, version, chosen, credentials, session } = input;
  return changeConnection(deps, { em, workspaceId, id, version }, async (change) => {
    const app = await findApp(change.tx, change.connection.appSlug);
    if (!app) throw new AppError('APP_UNKNOWN');
    requireOwn(change.connection.endUserId, session);
    const attemptId = session?.attemptId ?? deps.newId();
    const { needsAuth } = app;
    const needsConfirmation = session !== undefined;
    const { legal } = await change.apply({ type: 'connect', attemptId, needsAuth, needsConfirmation }, actor);
    if (!legal) throw new AppError('CONNECTION_NOT_CONNECTABLE');
    // No member's return ever fits an end user's attempt: no member has an empty id.
    const starter = { attemptId, needsAuth, userId: session ? '' : actor.id, userName: actor.name, session };
    if (needsAuth || session) {
      return insertAttempt(deps, change, { ...starter, ...chosen, isEntered: credentials !== undefined || !needsAuth });
    }
    Object.assign(change.connection, { connectedBy: actor, connectedAt: deps.clock.now() });
    return undefined;
  });
}

/** An end user's connection is connected in their product alone, and they connect no other one. */
function requireOwn(endUserId: string | null | undefined, session: SessionAttempt | undefined): void {
  if ((endUserId ?? undefined) === session?.endUserId) return;
  throw new AppError(session ? 'CONNECTION_UNKNOWN' : 'CONNECTION_OF_END_USER');
}

interface Starter extends Chosen {
  attemptId: string;
  needsAuth: boolean;
  session: SessionAttempt | undefined;
  userId: string;
  userName: string;
  isEntered: boolean;
}

/** Milliseconds for what a person entered to be taken by the provider: they wait for it, and nothing else can finish it. */
const ENTERED_TTL_MS = 60_000;

/**
 * What was entered is vouched for by the request that brought it: the person who started, signed in, in their browser. There
 * is no page elsewhere that another person could be sent to, so the attempt is confirmed from the beginning, and its account,
 * which only this installation can make, counts whenever it is found.
 */
async function insertAttempt(
  { clock, newSecret, attemptTtl, jobs }: ConnectionsDeps,
  { tx, connection }: Change,
  starter: Starter,
): Promise<Opened> {
  const { attemptId, userId, userName, scheme, scopes, isEntered, session, needsAuth } = starter;
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
    scopes: sql`${value('scopes')}`,
    returned_at: value('confirmedAt'),
    confirmed_at: value('confirmedAt'),
    session_id: value('sessionId'),
    end_user_id: value('endUserId'),
  }),
);

const REASON_OF = {
  unavailable: 'provider_unavailable',
  busy: 'provider_busy',
  limited: 'provider_busy',
  unauthorized: 'provider_failed',
  forbidden: 'provider_failed',
  needs_setup: 'needs_setup',
  needs_scopes: 'needs_setup',
  refused: 'provider_failed',
  invalid: 'provider_failed',
} as const satisfies Record<ProviderFailureKind, ReasonCode>;

/** Asks the provider for a link. When that fails, the attempt ends with the failure as its reason. */
async function askForLink(
  deps: ConnectionsDeps,
  access: Access,
  { id, opened, chosen }: { id: string; opened: Opened; chosen: Chosen },
): Promise<Link> {
  const { workspaceId, workspaceName } = access;
  const { attemptId, appSlug, nonce } = opened;
  const { scheme, scopes } = chosen;
  const callbackUrl = `${deps.publicUrl}/oauth/callback/${appSlug}?nonce=${nonce}`;
  try {
    return await deps.provider.openLink({
      workspaceId: ownerOf({ workspaceId, endUserId: opened.endUserId }),
      workspaceName,
      appSlug,
      attemptId,
      callbackUrl,
      ...(scheme !== null && { authScheme: scheme }),
      ...(scopes && { scopes }),
    });
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    await endWith(deps, access, { id, attemptId, code: REASON_OF[error.kind] });
    throw providerError(error);
  }
}

interface Entered {
  id: string;
  opened: Opened;
  chosen: Chosen;
  credentials: Credentials;
  session: SessionAttempt | undefined;
}

/**
 * Has the provider create an account from the entered credentials, and reads it. The values are in this call alone: no
 * row, job, log or error contains them.
 */
async function makeAccount(
  deps: ConnectionsDeps,
  access: Access,
  { id, opened, chosen, credentials, session }: Entered,
): Promise<void> {
  const { workspaceId, workspaceName } = access;
  const { attemptId, appSlug } = opened;
  const owner = ownerOf({ workspaceId, endUserId: opened.endUserId });
  const request = { workspaceId: owner, workspaceName, appSlug, attemptId, authScheme: chosen.scheme ?? '' };
  try {
    const account = await deps.provider.createAccount({ ...request, values: credentials });
    await recordAccount(deps, access, { opened, account });
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    const isRefused = error.kind === 'refused';
    await endWith(deps, access, { id, attemptId, code: isRefused ? 'credentials_refused' : REASON_OF[error.kind] });
    throw isRefused ? new AppError('CREDENTIALS_REFUSED', { cause: error }) : providerError(error);
  }
  await verifyEntered(deps, access, { attemptId, code: session?.code });
}

async function endWith(
  deps: ConnectionsDeps,
  { em, workspaceId }: Access,
  { id, attemptId, code }: { id: string; attemptId: string; code: ReasonCode },
): Promise<void> {
  await changeConnection(deps, { em, workspaceId, id }, ({ apply }) =>
    apply({ type: 'refused', attemptId, reason: reason(code) }, PROVIDER),
  );
}

/** Saves the account with its attempt; when the attempt has ended in the meantime, the account is deleted again. */
async function recordAccount(
  { jobs }: ConnectionsDeps,
  { em, workspaceId }: Access,
  { opened: { attemptId }, account }: { opened: Opened; account: Link | CreatedAccount },
): Promise<void> {
  const { accountId, authConfigId } = account;
  const { rows } = await db(em.fork()).executeQuery(RECORD({ workspaceId, attemptId, accountId, authConfigId }));
  if (rows.length > 0) return;
  await em.fork().transactional((tx) => jobs.send(tx, dropAccountJob, { data: { accountId } }));
  throw new AppError('CONNECTION_CHANGED');
}

interface NewAccount {
  workspaceId: string;
  attemptId: string;
  accountId: string;
  authConfigId: string | null;
}

const RECORD = prepare<NewAccount, unknown>((value) =>
  statements
    .updateTable('connection_attempts')
    .set({ account_id: value('accountId'), auth_config_id: value('authConfigId') })
    .where('workspace_id', '=', value('workspaceId'))
    .where('id', '=', value('attemptId'))
    .where('status', '=', 'open')
    .returning('id'),
);
