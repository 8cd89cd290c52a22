import type { ServerModule } from '../../platform/server-module.ts';
import { Execution } from './execution.entity.ts';
import { type ExecutionJobsDeps, handleExecutionJobs } from './executions.jobs.ts';
import { executionsRouter, type ExecutionsRouterDeps } from './executions.router.ts';
import { ProxyRules } from './proxy/proxy-rule.entity.ts';
import { proxyRouter } from './proxy/proxy.router.ts';

type ExecutionsModuleDeps = ExecutionsRouterDeps & ExecutionJobsDeps;

/** Actions and requests that services run on connections, and the log of them. */
export const executionsModule = {
  name: 'executions',
  entities: [Execution, ProxyRules],
  routers: (deps: ExecutionsModuleDeps) => ({ actions: executionsRouter(deps), connections: proxyRouter(deps) }),
  register: handleExecutionJobs,
} satisfies ServerModule<ExecutionsModuleDeps>;
