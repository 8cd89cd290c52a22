import type { ServerModule } from '../../platform/server-module.ts';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { InstallationActivity } from './installation-activity.entity.ts';
import { listActivity, listActivityInput, listActivityOutput } from './list-activity.ts';

interface ActivityModuleDeps {
  procedures: Procedures;
}

/** What installation admins and installation keys have changed. */
export const installationActivityModule = {
  name: 'installation-activity',
  entities: [InstallationActivity],
  routers: ({ procedures }: ActivityModuleDeps) => ({
    provisioning: t.router({
      activity: procedures
        .installation('activity:read')
        .input(listActivityInput)
        .output(listActivityOutput)
        .query(({ ctx, input }) => listActivity(ctx, input)),
    }),
  }),
} satisfies ServerModule<ActivityModuleDeps>;
