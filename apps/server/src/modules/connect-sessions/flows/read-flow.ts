import type { ConnectFlow as FlowView, flowOutput } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { Attempt } from '../../connections/index.ts';
import type { SessionCaller } from '../connect-api/session-caller.ts';
import { ConnectFlow } from '../connect-flow.entity.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { connectView, readOwnConnection } from './connections-of.ts';

/** How a flow of this session stands. Never its code. */
export async function readFlow(
  deps: ConnectSessionsDeps,
  caller: SessionCaller,
  { flowId }: { flowId: string },
): Promise<z.infer<typeof flowOutput>> {
  const { em, workspaceId, session } = caller;
  const flow = await em.findOne(ConnectFlow, { workspaceId, id: flowId, sessionId: session.id });
  if (!flow) throw new AppError('CONNECT_FLOW_UNKNOWN');
  const connection = await readOwnConnection(caller, flow.connectionId).catch(unlessGone);
  return { flow: await flowView(deps, em, flow), connection: connection && connectView(connection) };
}

export async function flowView(
  { clock }: Pick<ConnectSessionsDeps, 'clock'>,
  em: EntityManager,
  flow: ConnectFlow,
): Promise<FlowView> {
  const { id, action, connectionId, workspaceId } = flow;
  const attempt = flow.begunAt ? await em.fork().findOne(Attempt, { workspaceId, id }) : null;
  return { id, action, connectionId, ...stateOf(flow, attempt, clock.now()) };
}

/** The attempt may be missing for a moment: it is opened right after the person agreed. */
function stateOf(flow: ConnectFlow, attempt: Attempt | null, now: Date): Pick<FlowView, 'state' | 'reason'> {
  if (flow.doneAt || attempt?.status === 'authorized') return { state: 'done', reason: null };
  if (attempt && attempt.status !== 'open') {
    const code = attempt.status === 'cancelled' || attempt.status === 'superseded' ? attempt.status : 'provider_failed';
    return { state: 'failed', reason: attempt.reasonCode ?? code };
  }
  if (attempt) return { state: attempt.codeHash ? 'confirming' : 'authorizing', reason: null };
  if (!flow.redeemedAt && flow.ticketUntil <= now) return { state: 'failed', reason: null };
  return { state: flow.begunAt ? 'authorizing' : 'started', reason: null };
}

function unlessGone(error: unknown): null {
  if (error instanceof AppError && error.code === 'CONNECTION_UNKNOWN') return null;
  throw error;
}
