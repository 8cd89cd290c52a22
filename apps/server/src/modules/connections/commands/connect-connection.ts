import { type CreatedAccount, type Link, ProviderFailure, type ProviderFailureKind } from '@patchbay/provider';
import { connectionViewSchema } from '@patchbay/contracts';
import { reason, type ReasonCode } from '@patchbay/lifecycle';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { prepare } from '../../../platform/orm/prepare.ts';
import { db, statements } from '../../../platform/orm/tables.ts';
import { findApp } from '../../catalog/index.ts';
import { providerError } from '../../provider/index.ts';
import { type Access, PROVIDER } from '../../access/index.ts';
import { changeConnection } from '../change-connection.ts';
import type { ConnectInput } from './connect-input.ts';
import { type Chosen, chooseScheme } from './choose-scheme.ts';
import { verifyEntered } from './enter-credentials.ts';
import { insertAttempt, type Opened, type SessionAttempt } from './insert-attempt.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { dropAccountJob } from '../accounts/drop-account.ts';
import { ownerOf } from '../accounts/owner-of.ts';
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
  const { id, version, chosen, credentials, session, anotherAccount: anyAccount = false } = input;
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
      const isEntered = credentials !== undefined || !needsAuth;
      return insertAttempt(deps, change, { ...starter, ...chosen, isEntered, anyAccount });
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
  // The window that comes back has its cookie at the address where it began.
  const ownUrl = opened.endUserId == null ? deps.publicUrl : deps.connectUrl;
  const callbackUrl = `${ownUrl}/oauth/callback/${appSlug}?nonce=${nonce}`;
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
