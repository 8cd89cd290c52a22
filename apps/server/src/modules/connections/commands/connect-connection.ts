import { type Link, ProviderFailure, type ProviderFailureKind } from '@patchbay/provider';
import { connectionViewSchema } from '@patchbay/contracts';
import { reason, type ReasonCode } from '@patchbay/lifecycle';
import { z } from 'zod';
import { hashSecret } from '../../../platform/crypto/secret.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import { findApp } from '../../catalog/index.ts';
import { providerError } from '../../provider/index.ts';
import { type Access, PROVIDER } from '../../access/index.ts';
import { type Change, changeConnection } from '../change-connection.ts';
import type { CommandInput } from '../command-input.ts';
import type { ConnectionsDeps } from '../connections.deps.ts';
import { dropAccountJob } from '../accounts/drop-account.ts';
import { attemptDeadlineJob } from '../attempts/end-attempt.ts';
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

interface Opened {
  attemptId: string;
  appSlug: string;
  nonce: string;
  browserSecret: string;
  expiresAt: Date;
}

/**
 * Starts, continues or renews an authorization. The intent is saved before the provider is called, and its response
 * is saved only to an attempt that is still open, so that a crash or a concurrent change leaves nothing that is not
 * cleaned up.
 */
export async function connectConnection(
  deps: ConnectionsDeps,
  access: Access,
  input: CommandInput,
): Promise<Connected> {
  const { em, workspaceId } = access;
  const opened = await openAttempt(deps, access, input);
  if (!opened) return { answer: { redirectUrl: null, attempt: null, connection: await view() }, binding: null };

  const link = await askForLink(deps, access, { id: input.id, opened });
  await recordLink(deps, access, { attemptId: opened.attemptId, link });
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
async function openAttempt(deps: ConnectionsDeps, access: Access, input: CommandInput): Promise<Opened | undefined> {
  const { em, workspaceId, actor } = access;
  return changeConnection(deps, { em, workspaceId, ...input }, async (change) => {
    const app = await findApp(change.tx, change.connection.appSlug);
    if (!app) throw new AppError('APP_UNKNOWN');
    const attemptId = deps.newId();
    const { legal } = await change.apply({ type: 'connect', attemptId, needsAuth: app.needsAuth }, actor);
    if (!legal) throw new AppError('CONNECTION_NOT_CONNECTABLE');
    if (app.needsAuth) return insertAttempt(deps, change, { attemptId, userId: actor.id, userName: actor.name });
    Object.assign(change.connection, { connectedBy: actor, connectedAt: deps.clock.now() });
    return undefined;
  });
}

async function insertAttempt(
  { clock, newSecret, attemptTtl, jobs }: ConnectionsDeps,
  { tx, connection }: Change,
  starter: { attemptId: string; userId: string; userName: string },
): Promise<Opened> {
  const { attemptId, userId, userName } = starter;
  const { workspaceId, id: connectionId, appSlug } = connection;
  const [nonce, browserSecret, now] = [newSecret(), newSecret(), clock.now()];
  const expiresAt = new Date(now.getTime() + attemptTtl);
  await db(tx)
    .insertInto('connection_attempts')
    .values({
      workspace_id: workspaceId,
      id: attemptId,
      connection_id: connectionId,
      app_slug: appSlug,
      user_id: userId,
      user_name: userName,
      nonce_hash: hashSecret(nonce),
      browser_hash: hashSecret(browserSecret),
      status: 'open',
      opened_at: now,
      expires_at: expiresAt,
    })
    .execute();
  await jobs.send(tx, attemptDeadlineJob, { data: { workspaceId, connectionId, attemptId }, startAfter: expiresAt });
  return { attemptId, appSlug, nonce, browserSecret, expiresAt };
}

const REASON_OF = {
  unavailable: 'provider_unavailable',
  busy: 'provider_busy',
  limited: 'provider_busy',
  unauthorized: 'provider_failed',
  forbidden: 'provider_failed',
  needs_setup: 'provider_failed',
  refused: 'provider_failed',
  invalid: 'provider_failed',
} as const satisfies Record<ProviderFailureKind, ReasonCode>;

/** Asks the provider for a link. When that fails, the attempt ends with the failure as its reason. */
async function askForLink(
  deps: ConnectionsDeps,
  { em, workspaceId, workspaceName }: Access,
  { id, opened }: { id: string; opened: Opened },
): Promise<Link> {
  const { attemptId, appSlug, nonce } = opened;
  const callbackUrl = `${deps.publicUrl}/oauth/callback/${appSlug}?nonce=${nonce}`;
  try {
    return await deps.provider.openLink({
      workspaceId,
      workspaceName,
      appSlug,
      attemptId,
      callbackUrl,
    });
  } catch (error) {
    if (!(error instanceof ProviderFailure)) throw error;
    const why = reason(REASON_OF[error.kind]);
    await changeConnection(deps, { em, workspaceId, id }, ({ apply }) =>
      apply({ type: 'refused', attemptId, reason: why }, PROVIDER),
    );
    throw providerError(error);
  }
}

/** Saves the account with its attempt; when the attempt has ended in the meantime, the account is deleted again. */
async function recordLink(
  { jobs }: ConnectionsDeps,
  { em, workspaceId }: Access,
  { attemptId, link }: { attemptId: string; link: Link },
): Promise<void> {
  const { accountId, authConfigId } = link;
  const recorded = await db(em.fork())
    .updateTable('connection_attempts')
    .set({ account_id: accountId, auth_config_id: authConfigId })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', attemptId)
    .where('status', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  if (recorded) return;
  await em.fork().transactional((tx) => jobs.send(tx, dropAccountJob, { data: { accountId } }));
  throw new AppError('CONNECTION_CHANGED');
}
