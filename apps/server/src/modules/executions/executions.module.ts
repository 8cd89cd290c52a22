import type { ServerModule } from '../../platform/server-module.ts';
import type { PersonalData } from '../connections/index.ts';
import { eraseExecutions } from './erase-executions.ts';
import { Execution } from './execution.entity.ts';
import { type ExecutionJobsDeps, handleExecutionJobs } from './executions.jobs.ts';
import { executionsRouter, type ExecutionsRouterDeps } from './executions.router.ts';
import { ProxyRules } from './proxy/proxy-rule.entity.ts';
import { proxyRouter } from './proxy/proxy.router.ts';

type ExecutionsModuleDeps = ExecutionsRouterDeps & ExecutionJobsDeps & { personalData: PersonalData };

/** Actions and requests that services run on connections, and the log of them. */
export const executionsModule = {
  name: 'executions',
  entities: [Execution, ProxyRules],
  routers: (deps: ExecutionsModuleDeps) => ({ actions: executionsRouter(deps), connections: proxyRouter(deps) }),
  register(deps: ExecutionsModuleDeps) {
    handleExecutionJobs(deps);
    deps.personalData.register(eraseExecutions);
  },
} satisfies ServerModule<ExecutionsModuleDeps>;
