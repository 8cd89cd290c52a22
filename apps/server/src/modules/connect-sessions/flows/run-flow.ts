import type {
  authorizeInput,
  authorizeOutput,
  ConnectConnection,
  ConnectFlow as FlowView,
  enterInput,
  HandOver,
} from '@patchbay/contracts';
import type { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import { Attempt, awaitConfirmation, connectConnection, disconnectConnection } from '../../connections/index.ts';
import { ConnectFlow } from '../connect-flow.entity.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { connectView, readOwnConnection } from './connections-of.ts';
import type { FlowCaller } from './flow-caller.ts';
import { handOverOf } from './hand-over.ts';
import { flowView } from './read-flow.ts';
import { lockOpenSession } from '../sessions/lock-open-session.ts';

/**
 * The person agreed in the window: opens the attempt. For an app without authentication there is nothing to come back from, so the
 * answer has the code. Throws CONNECT_FLOW_UNKNOWN when it was begun before, and what `connections.connect` throws.
 */
export async function authorizeFlow(
  deps: ConnectSessionsDeps,
  caller: FlowCaller,
  { scheme, handOver }: z.infer<typeof authorizeInput>,
): Promise<z.infer<typeof authorizeOutput>> {
  await begin(deps, caller, { action: 'connect', handOver });
  const code = deps.newSecret();
  const { answer } = await connect(deps, caller, { code, ...(scheme !== undefined && { scheme }) });
  if (answer.redirectUrl !== null) return { redirectUrl: answer.redirectUrl, handOver: null };
  const attempt = await openAttemptOf(caller);
  const verdict = await awaitConfirmation(deps, { em: caller.em, attempt, account: null, code });
  if (verdict?.is !== 'confirming') throw new AppError('CONNECTION_CHANGED');
  return { redirectUrl: null, handOver: handOverOf(caller, { code, app: attempt.appSlug, ...verdict }) };
}

/** The person entered a key in the window. Throws CREDENTIALS_REFUSED, CONNECT_FLOW_UNKNOWN, and what `connections.connect` throws. */
export async function enterCredentials(
  deps: ConnectSessionsDeps,
  caller: FlowCaller,
  { scheme, credentials }: z.infer<typeof enterInput>,
): Promise<{ handOver: HandOver }> {
  await begin(deps, caller, { action: 'connect', handOver: 'message' });
  const code = deps.newSecret();
  await connect(deps, caller, { code, scheme, credentials });
  const { em, workspaceId, flow } = caller;
  const attempt = await em.fork().findOneOrFail(Attempt, { workspaceId, id: flow.id });
  // The provider has not said yet whether it works: the attempt ends by itself.
  if (attempt.status !== 'open' || !attempt.codeHash) throw new AppError('PROVIDER_UNAVAILABLE');
  return { handOver: handOverOf(caller, { code, app: attempt.appSlug, expiresAt: attempt.expiresAt }) };
}

/** The person agreed to disconnect, in a window that nothing can be laid over. */
export async function disconnectFlow(
  deps: ConnectSessionsDeps,
  caller: FlowCaller,
): Promise<{ flow: FlowView; connection: ConnectConnection }> {
  const { em, workspaceId, flow } = caller;
  await begin(deps, caller, { action: 'disconnect', handOver: 'message' });
  await readOwnConnection(caller, flow.connectionId);
  await disconnectConnection(deps, caller, { id: flow.connectionId });
  const doneAt = deps.clock.now();
  await db(em).updateTable('connect_flows').set({ done_at: doneAt }).where('id', '=', flow.id).execute();
  const connection = connectView(await readOwnConnection(caller, flow.connectionId));
  const now = await em.fork().findOneOrFail(ConnectFlow, { workspaceId, id: flow.id });
  return { flow: await flowView(deps, em, now), connection };
}

/** A flow begins once: a second click, or another window with the cookie, opens nothing. */
async function begin(
  { clock }: ConnectSessionsDeps,
  { em, flow }: FlowCaller,
  { action, handOver }: { action: 'connect' | 'disconnect'; handOver: 'message' | 'redirect' },
): Promise<void> {
  const begun = await db(em)
    .updateTable('connect_flows')
    .set({ begun_at: clock.now(), hand_over: handOver })
    .where('id', '=', flow.id)
    .where('action', '=', action)
    .where('begun_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!begun) throw new AppError('CONNECT_FLOW_UNKNOWN');
}

interface Asked {
  code: string;
  scheme?: string;
  credentials?: Record<string, string>;
}

function connect(deps: ConnectSessionsDeps, caller: FlowCaller, { code, ...asked }: Asked) {
  const { session, flow, secret } = caller;
  return connectConnection(deps, caller, {
    id: flow.connectionId,
    ...asked,
    session: {
      sessionId: session.id,
      endUserId: session.endUserId,
      attemptId: flow.id,
      browserSecret: secret,
      notAfter: session.expiresAt,
      code,
      requireOpen: (tx) => lockOpenSession(tx, session.id),
    },
  });
}

function openAttemptOf({ em, workspaceId, flow }: FlowCaller): Promise<Attempt> {
  return em.fork().findOneOrFail(Attempt, { workspaceId, id: flow.id });
}
