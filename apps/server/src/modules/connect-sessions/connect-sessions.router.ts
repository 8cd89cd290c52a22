import { z } from 'zod';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import type { ConnectSessionsDeps } from './connect-sessions.deps.ts';
import { endUserDocs, hostDocs, sessionDocs } from './connect-sessions.docs.ts';
import { forgetEndUser, forgetInput, forgetOutput } from './end-users/forget-end-user.ts';
import {
  addHost,
  addHostInput,
  addSharedHost,
  approveHost,
  hostInput,
  hostOutput,
  listHosts,
  listHostsInput,
  listHostsOutput,
  listPendingHosts,
  proveHost,
  removeHost,
} from './hosts/connect-hosts.ts';
import { completeInput, completeOutput, completeSession } from './sessions/complete-session.ts';
import { createSession, createSessionInput, createSessionOutput } from './sessions/create-session.ts';
import { endSession } from './sessions/end-sessions.ts';
import {
  getSession,
  listSessions,
  listSessionsInput,
  listSessionsOutput,
  sessionByIdInput,
  sessionOutput,
} from './sessions/list-sessions.ts';

export interface ConnectSessionsRouterDeps extends ConnectSessionsDeps {
  procedures: Procedures;
}

/** For the back end of a customer's product, and for the people who look after it. */
export function connectSessionsRouters(deps: ConnectSessionsRouterDeps) {
  const { services, withKeys, inWorkspace, installation } = deps.procedures;
  const service = services('connect-sessions:write');
  const reader = withKeys('admin', 'connect-sessions:read');
  const admin = inWorkspace('admin');
  const nothing = z.object({});

  return {
    connectSessions: t.router({
      create: service
        .meta(sessionDocs.create)
        .input(createSessionInput)
        .output(createSessionOutput)
        .mutation(({ ctx, input }) => createSession(deps, ctx, input)),
      complete: service
        .meta(sessionDocs.complete)
        .input(completeInput)
        .output(completeOutput)
        .mutation(({ ctx, input }) => completeSession(deps, ctx, input)),
      list: reader
        .meta(sessionDocs.list)
        .input(listSessionsInput)
        .output(listSessionsOutput)
        .query(({ ctx, input }) => listSessions(deps, ctx, input)),
      get: reader
        .meta(sessionDocs.get)
        .input(sessionByIdInput)
        .output(sessionOutput)
        .query(({ ctx, input }) => getSession(deps, ctx, input)),
      end: withKeys('admin', 'connect-sessions:write')
        .meta(sessionDocs.end)
        .input(sessionByIdInput)
        .output(nothing)
        .mutation(({ ctx, input }) => endSession(deps, ctx, input)),
    }),
    endUsers: t.router({
      forget: withKeys('admin', 'connect-sessions:write')
        .meta(endUserDocs.forget)
        .input(forgetInput)
        .output(forgetOutput)
        .mutation(({ ctx, input }) => forgetEndUser(deps, ctx, input)),
    }),
    connectHosts: t.router({
      list: reader
        .meta(hostDocs.list)
        .input(listHostsInput)
        .output(listHostsOutput)
        .query(({ ctx, input }) => listHosts(ctx, input)),
      add: admin
        .input(addHostInput)
        .output(hostOutput)
        .mutation(({ ctx, input }) => addHost(deps, ctx, input)),
      verify: admin
        .input(hostInput)
        .output(hostOutput)
        .mutation(({ ctx, input }) => proveHost(deps, ctx, input)),
      remove: admin
        .input(hostInput)
        .output(nothing)
        .mutation(({ ctx, input }) => removeHost(ctx, input)),
      pending: installation('settings:read')
        .meta(hostDocs.pending)
        .input(listHostsInput)
        .output(listHostsOutput)
        .query(({ ctx, input }) => listPendingHosts(ctx, input)),
      approve: installation('settings:write')
        .meta(hostDocs.approve)
        .input(hostInput)
        .output(hostOutput)
        .mutation(({ ctx, input }) => approveHost(deps, ctx, input)),
      addShared: installation('settings:write')
        .meta(hostDocs.addShared)
        .input(addHostInput)
        .output(hostOutput)
        .mutation(({ ctx, input }) => addSharedHost(deps, ctx, input)),
    }),
  };
}
