import { z } from 'zod';
import { noInput } from '../../platform/trpc/input-object.ts';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { breakEndpoint, breakEndpointInput } from './break-endpoint.ts';
import { expireGrant, expireGrantInput } from './expire-grant.ts';
import { receiverOf, requireSandbox } from './require-sandbox.ts';
import type { SandboxDeps } from './sandbox.port.ts';
import { simulateEvent, simulateEventInput, simulateEventOutput } from './simulate-event.ts';

export type SandboxRouterDeps = SandboxDeps & { procedures: Procedures };

const nothing = z.object({});

/** Plays what happens at the provider, for what belongs to the workspace. With a Composio project every call is refused. */
export function sandboxRouter(deps: SandboxRouterDeps) {
  const { inWorkspace, installationAdmin } = deps.procedures;
  const admin = inWorkspace('admin');
  return t.router({
    /** It shows the accounts of all workspaces. */
    console: installationAdmin
      .input(noInput)
      .output(z.object({ url: z.url() }))
      .query(() => ({ url: requireSandbox(deps).consoleUrl })),
    /** An address for an endpoint, which can be broken on purpose. */
    receiver: admin
      .input(noInput)
      .output(z.object({ url: z.url(), isBroken: z.boolean() }))
      .query(({ ctx }) => {
        const sandbox = requireSandbox(deps);
        const url = receiverOf(sandbox, ctx.workspaceId);
        return { url, isBroken: sandbox.isReceiverBroken(url) };
      }),
    simulateEvent: admin
      .input(simulateEventInput)
      .output(simulateEventOutput)
      .mutation(({ ctx, input }) => simulateEvent(deps, ctx, input)),
    expireGrant: admin
      .input(expireGrantInput)
      .output(nothing)
      .mutation(({ ctx, input }) => expireGrant(deps, ctx, input).then(() => ({}))),
    breakEndpoint: admin
      .input(breakEndpointInput)
      .output(nothing)
      .mutation(({ ctx, input }) => breakEndpoint(deps, ctx, input).then(() => ({}))),
  });
}
