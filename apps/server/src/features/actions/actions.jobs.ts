import type { MikroORM } from '@mikro-orm/postgresql';
import type { ActionsDeps } from './actions.deps.ts';
import { tidyExecutions, tidyExecutionsJob } from './tidy-executions.ts';

/** Says who does the background work of actions. */
export function handleActionJobs(deps: ActionsDeps & { orm: MikroORM }): void {
  deps.jobs.handle(tidyExecutionsJob, () => tidyExecutions(deps, deps.orm.em.fork()));
}
