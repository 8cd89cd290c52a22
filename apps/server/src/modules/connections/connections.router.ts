import { connectionViewSchema } from '@patchbay/contracts';
import type { MikroORM } from '@mikro-orm/postgresql';
import { idSchema } from '../../platform/ids.ts';
import type { OpenStreams } from '../../platform/live/open-streams.ts';
import { t } from '../../platform/trpc/trpc.ts';
import { inputObject, noInput } from '../../platform/trpc/input-object.ts';
import type { Procedures } from '../access/index.ts';
import { addConnection, addConnectionInput, addConnectionOutput } from './commands/add-connection.ts';
import { setAttemptCookie } from './attempts/attempt-cookie.ts';
import { keepOneAttempt } from './attempts/one-per-browser.ts';
import {
  bulkActionsInput,
  disableActions,
  enableActions,
  enabledActionsInput,
  enabledActionsOutput,
  listEnabledActions,
  setEnabledActions,
  setEnabledActionsInput,
} from './commands/change-enabled-actions.ts';
import {
  cancelAttempt,
  connectionOutput,
  disconnectConnection,
  disconnectInput,
  disconnectOutput,
  removeConnection,
} from './commands/command-connection.ts';
import { commandInput } from './command-input.ts';
import { connectInput } from './commands/connect-input.ts';
import { connectConnection, connectOutput } from './commands/connect-connection.ts';
import type { ConnectionsDeps } from './connections.deps.ts';
import { connectionsDocs } from './connections.docs.ts';
import { enforceProviderRateLimit } from './provider-rate-limit.ts';
import { accessOutput, readAccess } from './queries/read-access.ts';
import { connectionNews } from './queries/connection-news.ts';
import { disconnectImpact, disconnectImpactInput, disconnectImpactOutput } from './queries/disconnect-impact.ts';
import { listConnected, listConnectedInput, listConnectedOutput } from './queries/list-connected.ts';
import { listConnections, listConnectionsInput, listConnectionsOutput } from './queries/list-connections.ts';
import { listHistory, listHistoryInput, listHistoryOutput } from './queries/list-history.ts';
import { readConnection } from './queries/read-connections.ts';
import { refreshConnection, refreshInput, refreshOutput } from './commands/refresh-connection.ts';
import { refreshPending, refreshPendingOutput } from './commands/refresh-pending.ts';
import { renameConnection, renameConnectionInput } from './commands/rename-connection.ts';
import { positionNow, positionOutput, watchConnections, watchInput } from './queries/watch-connections.ts';

export interface ConnectionsRouterDeps extends ConnectionsDeps {
  orm: MikroORM;
  procedures: Procedures;
  streams: OpenStreams;
}

export function connectionsRouter(deps: ConnectionsRouterDeps) {
  const { inWorkspace, withKeys } = deps.procedures;
  const viewer = withKeys('viewer', 'connections:read');
  const member = withKeys('member', 'connections:write');
  const admin = withKeys('admin', 'connections:write');
  const byId = inputObject({ id: idSchema.describe('The id of the connection.') });
  const news = connectionNews(deps);

  return t.router({
    list: viewer
      .meta(connectionsDocs.list)
      .input(listConnectionsInput)
      .output(listConnectionsOutput)
      .query(({ ctx, input }) => listConnections(ctx, input)),
    connected: viewer
      .meta(connectionsDocs.connected)
      .input(listConnectedInput)
      .output(listConnectedOutput)
      .query(({ ctx, input }) => listConnected(ctx, input)),
    get: viewer
      .meta(connectionsDocs.get)
      .input(byId)
      .output(connectionViewSchema)
      .query(({ ctx, input }) => readConnection(ctx.em, ctx.workspaceId, input.id)),
    access: viewer
      .meta(connectionsDocs.access)
      .input(byId)
      .output(accessOutput)
      .query(({ ctx, input }) => readAccess(ctx, input)),
    history: viewer
      .meta(connectionsDocs.history)
      .input(listHistoryInput)
      .output(listHistoryOutput)
      .query(({ ctx, input }) => listHistory(ctx, input)),
    position: viewer
      .meta(connectionsDocs.position)
      .input(noInput)
      .output(positionOutput)
      .query(({ ctx }) => positionNow(ctx)),
    watch: viewer
      .meta(connectionsDocs.watch)
      .input(watchInput)
      .subscription(({ ctx, input, signal = AbortSignal.abort() }) =>
        deps.streams.keep(ctx, signal, () =>
          watchConnections({
            fork: () => deps.orm.em.fork(),
            changes: deps.changes,
            workspaceId: ctx.workspaceId,
            ...input,
            lastEventId: input.lastEventId,
            signal,
            news,
            mayWatch: ctx.isStillAuthorized,
          }),
        ),
      ),

    add: member
      .meta(connectionsDocs.add)
      .input(addConnectionInput)
      .output(addConnectionOutput)
      .mutation(({ ctx, input }) => addConnection(deps, ctx, input)),
    // Not for keys: the attempt is bound to the browser session in which a person consents.
    connect: inWorkspace('admin')
      .input(connectInput)
      .output(connectOutput)
      .mutation(async ({ ctx, input: { supersede = false, ...input } }) => {
        enforceProviderRateLimit(deps, ctx);
        // What is entered here brings no browser back, so it is in the way of no other one.
        if (!input.credentials) await keepOneAttempt(deps, ctx, { id: input.id, supersede });
        const { answer, binding } = await connectConnection(deps, ctx, input);
        if (binding) setAttemptCookie(ctx.res, deps.publicUrl, binding);
        return answer;
      }),
    cancel: admin
      .meta(connectionsDocs.cancel)
      .input(commandInput)
      .output(connectionOutput)
      .mutation(({ ctx, input }) => cancelAttempt(deps, ctx, input)),
    refresh: member
      .meta(connectionsDocs.refresh)
      .input(refreshInput)
      .output(refreshOutput)
      .mutation(({ ctx, input }) => {
        enforceProviderRateLimit(deps, ctx);
        return refreshConnection(deps, ctx, input);
      }),
    refreshPending: member
      .meta(connectionsDocs.refreshPending)
      .input(noInput)
      .output(refreshPendingOutput)
      .mutation(({ ctx }) => refreshPending(deps, ctx)),
    disconnectImpact: admin
      .meta(connectionsDocs.disconnectImpact)
      .input(disconnectImpactInput)
      .output(disconnectImpactOutput)
      .query(({ ctx, input }) => {
        enforceProviderRateLimit(deps, ctx);
        return disconnectImpact(deps, ctx, input);
      }),
    disconnect: admin
      .meta(connectionsDocs.disconnect)
      .input(disconnectInput)
      .output(disconnectOutput)
      .mutation(({ ctx, input }) => disconnectConnection(deps, ctx, input)),
    remove: member
      .meta(connectionsDocs.remove)
      .input(commandInput)
      .output(byId)
      .mutation(({ ctx, input }) => removeConnection(deps, ctx, input)),
    rename: admin
      .meta(connectionsDocs.rename)
      .input(renameConnectionInput)
      .output(connectionOutput)
      .mutation(({ ctx, input }) => renameConnection(deps, ctx, input)),

    enabledActions: viewer
      .meta(connectionsDocs.enabledActions)
      .input(enabledActionsInput)
      .output(enabledActionsOutput)
      .query(({ ctx, input }) => listEnabledActions(ctx, input)),
    setEnabledActions: admin
      .meta(connectionsDocs.setEnabledActions)
      .input(setEnabledActionsInput)
      .output(enabledActionsOutput)
      .mutation(({ ctx, input }) => setEnabledActions(deps, ctx, input)),
    enableActions: admin
      .meta(connectionsDocs.enableActions)
      .input(bulkActionsInput)
      .output(enabledActionsOutput)
      .mutation(({ ctx, input }) => enableActions(deps, ctx, input)),
    disableActions: admin
      .meta(connectionsDocs.disableActions)
      .input(bulkActionsInput)
      .output(enabledActionsOutput)
      .mutation(({ ctx, input }) => disableActions(deps, ctx, input)),
  });
}
