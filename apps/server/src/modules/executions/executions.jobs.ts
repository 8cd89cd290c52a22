import type { MikroORM } from '@mikro-orm/postgresql';
import type { ActionsDeps } from './executions.deps.ts';
import { tidyExecutions, tidyExecutionsJob } from './tidy-executions.ts';

export interface ExecutionJobsDeps extends ActionsDeps {
  orm: MikroORM;
}

/** Registers the handlers of this module's jobs. */
export function handleExecutionJobs(deps: ExecutionJobsDeps): void {
  deps.jobs.handle(tidyExecutionsJob, () => tidyExecutions(deps, deps.orm.em.fork()));
}
