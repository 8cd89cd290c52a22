import { t } from '../../platform/trpc/trpc.ts';
import { policyInput, policyOutput, readPolicy, setPolicy, setPolicyInput } from '../enabled-actions/index.ts';
import type { Procedures } from '../access/index.ts';
import type { ActionsDeps } from './executions.deps.ts';
import { actionsDocs } from './executions.docs.ts';
import { executeAction, executeInput, executeOutput } from './execute-action.ts';
import { MAX_CALL_BYTES } from './files/file-input.ts';
import { listExecutions, listExecutionsInput, listExecutionsOutput } from './list-executions.ts';

export interface ExecutionsRouterDeps extends ActionsDeps {
  procedures: Procedures;
}

export function executionsRouter(deps: ExecutionsRouterDeps) {
  const { alsoByInstallation, withKeys } = deps.procedures;
  return t.router({
    execute: withKeys('admin', 'actions:execute', { maxBytes: MAX_CALL_BYTES })
      .meta(actionsDocs.execute)
      .input(executeInput)
      .output(executeOutput)
      .mutation(({ ctx, input }) => executeAction(deps, ctx, input)),
    executions: withKeys('viewer', 'actions:read')
      .meta(actionsDocs.executions)
      .input(listExecutionsInput)
      .output(listExecutionsOutput)
      .query(({ ctx, input }) => listExecutions(ctx, input)),
    policy: withKeys('viewer', 'actions:read', { installationScope: 'settings:read' })
      .meta(actionsDocs.policy)
      .input(policyInput)
      .output(policyOutput)
      .query(({ ctx, input }) => readPolicy(ctx.em, ctx.workspaceId, input.app)),
    // What people's new connections start with is not for services of the workspace to say.
    setPolicy: alsoByInstallation('admin', 'settings:write')
      .meta(actionsDocs.setPolicy)
      .input(setPolicyInput)
      .output(policyOutput)
      .mutation(({ ctx, input }) => setPolicy(deps, ctx, input)),
  });
}
