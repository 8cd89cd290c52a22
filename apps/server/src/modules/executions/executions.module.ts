import type { ServerModule } from '../../platform/server-module.ts';
import { Execution } from './execution.entity.ts';
import { type ExecutionJobsDeps, handleExecutionJobs } from './executions.jobs.ts';
import { executionsRouter, type ExecutionsRouterDeps } from './executions.router.ts';

type ExecutionsModuleDeps = ExecutionsRouterDeps & ExecutionJobsDeps;

/** Actions that services run on connections, and the log of them. */
export const executionsModule = {
  name: 'executions',
  entities: [Execution],
  routers: (deps: ExecutionsModuleDeps) => ({ actions: executionsRouter(deps) }),
  register: handleExecutionJobs,
} satisfies ServerModule<ExecutionsModuleDeps>;
