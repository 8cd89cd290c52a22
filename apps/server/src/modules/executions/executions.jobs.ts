import type { MikroORM } from '@mikro-orm/postgresql';
import type { ActionsDeps } from './executions.deps.ts';
import { tidyExecutions, tidyExecutionsJob } from './tidy-executions.ts';

export interface ExecutionJobsDeps extends ActionsDeps {
  orm: MikroORM;
}

/** Says what does the background work of executions. */
export function handleExecutionJobs(deps: ExecutionJobsDeps): void {
  deps.jobs.handle(tidyExecutionsJob, () => tidyExecutions(deps, deps.orm.em.fork()));
}
