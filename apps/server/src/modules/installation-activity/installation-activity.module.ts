import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { tidyActivity, tidyActivityJob } from './tidy-activity.ts';
import type { ServerModule } from '../../platform/server-module.ts';
import { documented } from '../../platform/trpc/documented.ts';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { InstallationActivity } from './installation-activity.entity.ts';
import { listActivity, listActivityInput, listActivityOutput } from './list-activity.ts';

interface ActivityModuleDeps {
  procedures: Procedures;
  orm: MikroORM;
  clock: Clock;
  jobs: Jobs;
}

const docs = documented('Provisioning: the workspaces of an installation, by an installation key.', {
  activity: {
    summary: 'List what was changed',
    description:
      'What installation admins and installation keys have changed, the newest first: who, what and when. `outcome` is `done`, or ' +
      'the code of the error. Entries are kept for 400 days.',
    example: { limit: 50 },
  },
});

/** What installation admins and installation keys have changed. */
export const installationActivityModule = {
  name: 'installation-activity',
  entities: [InstallationActivity],
  routers: ({ procedures }: ActivityModuleDeps) => ({
    provisioning: t.router({
      activity: procedures
        .installation('activity:read')
        .meta(docs.activity)
        .input(listActivityInput)
        .output(listActivityOutput)
        .query(({ ctx, input }) => listActivity(ctx, input)),
    }),
  }),
  register: (deps: ActivityModuleDeps) => deps.jobs.handle(tidyActivityJob, () => tidyActivity(deps)),
} satisfies ServerModule<ActivityModuleDeps>;
