import { z } from 'zod';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { endUserDocs, hostDocs, sessionDocs } from './connect-sessions.docs.ts';
import { type ForgetDeps, forgetEndUser, forgetInput, forgetOutput } from './end-users/forget-end-user.ts';
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
import { MAX_BRANDING_BYTES, setBranding, setBrandingInput } from './hosts/set-branding.ts';
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

export interface ConnectSessionsRouterDeps extends ForgetDeps {
  procedures: Procedures;
}

/** Of hosts of a workspace; those of the installation have names of their own in the API. */
const ownSchemas = {
  host: hostInput.meta({ id: 'ConnectHostRef' }),
  removed: z.object({}).meta({ id: 'RemovedConnectHost' }),
};

/** For the back end of a customer's product, and for the people who look after it. */
export function connectSessionsRouters(deps: ConnectSessionsRouterDeps) {
  const { services, withKeys, alsoByInstallation, installation } = deps.procedures;
  const service = services('connect-sessions:write');
  const reader = withKeys('admin', 'connect-sessions:read');
  const admin = alsoByInstallation('admin', 'settings:write');
  const branding = { maxBytes: MAX_BRANDING_BYTES };
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
      list: withKeys('admin', 'connect-sessions:read', { installationScope: 'settings:read' })
        .meta(hostDocs.list)
        .input(listHostsInput)
        .output(listHostsOutput)
        .query(({ ctx, input }) => listHosts(ctx, input)),
      add: admin
        .meta(hostDocs.add)
        .input(addHostInput)
        .output(hostOutput)
        .mutation(({ ctx, input }) => addHost(deps, ctx, input)),
      verify: admin
        .meta(hostDocs.verify)
        .input(ownSchemas.host)
        .output(hostOutput)
        .mutation(({ ctx, input }) => proveHost(deps, ctx, input)),
      remove: admin
        .meta(hostDocs.remove)
        .input(ownSchemas.host)
        .output(ownSchemas.removed)
        .mutation(({ ctx, input }) => removeHost(ctx, input)),
      setBranding: alsoByInstallation('admin', 'settings:write', branding)
        .meta(hostDocs.setBranding)
        .input(setBrandingInput)
        .output(hostOutput)
        .mutation(({ ctx, input }) => setBranding(deps, ctx, input)),
      setSharedBranding: installation('settings:write', { ...branding, recorded: true })
        .meta(hostDocs.setSharedBranding)
        .input(setBrandingInput)
        .output(hostOutput)
        .mutation(({ ctx, input }) => setBranding(deps, { em: ctx.em, workspaceId: null }, input)),
      pending: installation('settings:read')
        .meta(hostDocs.pending)
        .input(listHostsInput)
        .output(listHostsOutput)
        .query(({ ctx, input }) => listPendingHosts(ctx, input)),
      approve: installation('settings:write', { recorded: true })
        .meta(hostDocs.approve)
        .input(hostInput)
        .output(hostOutput)
        .mutation(({ ctx, input }) => approveHost(deps, ctx, input)),
      addShared: installation('settings:write', { recorded: true })
        .meta(hostDocs.addShared)
        .input(addHostInput)
        .output(hostOutput)
        .mutation(({ ctx, input }) => addSharedHost(deps, ctx, input)),
      removeShared: installation('settings:write', { recorded: true })
        .meta(hostDocs.removeShared)
        .input(ownSchemas.host)
        .output(ownSchemas.removed)
        .mutation(({ ctx, input }) => removeHost({ em: ctx.em, workspaceId: null }, input)),
    }),
  };
}
