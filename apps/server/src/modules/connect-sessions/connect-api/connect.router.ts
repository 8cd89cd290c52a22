import {
  authorizeInput,
  authorizeOutput,
  connectAppsInput,
  connectAppsOutput,
  connectConnectionsOutput,
  connectionInput,
  connectionOutput,
  connectSessionSchema,
  enterInput,
  enterOutput,
  flowInput,
  flowOutput,
  openInput,
  openOutput,
  redeemInput,
  redeemOutput,
  renewOutput,
  startInput,
  startOutput,
} from '@patchbay/contracts';
import { noInput } from '../../../platform/trpc/input-object.ts';
import { t } from '../../../platform/trpc/trpc.ts';
import { cancelAttempt, refreshConnection } from '../../connections/index.ts';
import { listConnectableApps } from '../../catalog/index.ts';
import { connectView, listOwnConnections, readOwnConnection } from '../flows/connections-of.ts';
import { flowCaller } from '../flows/flow-caller.ts';
import { readFlow } from '../flows/read-flow.ts';
import { redeemTicket } from '../flows/redeem-ticket.ts';
import { authorizeFlow, disconnectFlow, enterCredentials } from '../flows/run-flow.ts';
import { startFlow } from '../flows/start-flow.ts';
import { openSession, renewAccess } from '../sessions/open-session.ts';
import { sessionView } from '../sessions/session.view.ts';
import { type ConnectProceduresDeps, connectProcedures } from './connect-procedures.ts';

/** Everything that an end user in a session can do: nothing else exists for them. See the contract for who calls what. */
export function connectRouter(deps: ConnectProceduresDeps) {
  const { anyone, inSession } = connectProcedures(deps);
  return t.router({
    open: anyone
      .input(openInput)
      .output(openOutput)
      .mutation(({ ctx, input }) => openSession(deps, ctx, input)),
    session: inSession
      .input(noInput)
      .output(connectSessionSchema)
      .mutation(({ ctx }) => sessionView(ctx.session)),
    renew: inSession
      .input(noInput)
      .output(renewOutput)
      .mutation(({ ctx }) => renewAccess(deps, ctx)),
    apps: inSession
      .input(connectAppsInput)
      .output(connectAppsOutput)
      .mutation(({ ctx, input }) => listConnectableApps(ctx.em, { ...input, only: ctx.session.apps ?? null })),
    connections: inSession
      .input(noInput)
      .output(connectConnectionsOutput)
      .mutation(async ({ ctx }) => ({ items: await listOwnConnections(ctx) })),
    start: inSession
      .input(startInput)
      .output(startOutput)
      .mutation(({ ctx, input }) => startFlow(deps, ctx, input)),
    flow: inSession
      .input(flowInput)
      .output(flowOutput)
      .mutation(({ ctx, input }) => readFlow(deps, ctx, input)),
    refresh: inSession
      .input(connectionInput)
      .output(connectionOutput)
      .mutation(async ({ ctx, input }) => {
        const { id } = await readOwnConnection(ctx, input.connectionId);
        const { connection } = await refreshConnection(deps, ctx, { id, asker: 'background' });
        return { connection: connectView(connection) };
      }),
    cancel: inSession
      .input(connectionInput)
      .output(connectionOutput)
      .mutation(async ({ ctx, input }) => {
        const { id } = await readOwnConnection(ctx, input.connectionId);
        return { connection: connectView((await cancelAttempt(deps, ctx, { id })).connection) };
      }),
    redeem: anyone
      .input(redeemInput)
      .output(redeemOutput)
      .mutation(({ ctx, input }) => redeemTicket(deps, ctx, input)),
    authorize: anyone
      .input(authorizeInput)
      .output(authorizeOutput)
      .mutation(async ({ ctx, input }) => authorizeFlow(deps, await flowCaller(deps, ctx, input.flowId), input)),
    enter: anyone
      .input(enterInput)
      .output(enterOutput)
      .mutation(async ({ ctx, input }) => enterCredentials(deps, await flowCaller(deps, ctx, input.flowId), input)),
    disconnect: anyone
      .input(flowInput)
      .output(flowOutput)
      .mutation(async ({ ctx, input }) => disconnectFlow(deps, await flowCaller(deps, ctx, input.flowId))),
  });
}
