import type { ServerModule } from '../../platform/server-module.ts';
import { type ExecutionJobsDeps, handleActionJobs } from './executions.jobs.ts';
import { actionsRouter, type ActionsRouterDeps } from './executions.router.ts';

type ExecutionsModuleDeps = ActionsRouterDeps & ExecutionJobsDeps;

/** Actions that services run on connections, and the log of them. */
export const executionsModule = {
  name: 'executions',
  routers: (deps: ExecutionsModuleDeps) => ({ actions: actionsRouter(deps) }),
  register: handleActionJobs,
} satisfies ServerModule<ExecutionsModuleDeps>;
