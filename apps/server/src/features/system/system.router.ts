import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../workspaces/procedures.ts';
import { checkHealth } from './check-health.ts';
import type { HealthDeps } from './health.deps.ts';
import { healthOutput } from './health.view.ts';
import { setUpWebhook, type SetUpWebhookDeps, setUpWebhookOutput } from './set-up-webhook.ts';

export type SystemRouterDeps = Omit<HealthDeps, 'orm' | 'provider'> &
  SetUpWebhookDeps & { procedures: Procedures; usesSandbox: boolean };

export function systemRouter({ procedures, usesSandbox, ...deps }: SystemRouterDeps) {
  const provider = usesSandbox ? null : deps.provider;
  const admin = procedures.inWorkspace('admin');
  return t.router({
    /** The same as `npm run doctor`. Asks the provider, so it is for a button and not for a page that loads. */
    health: admin.output(healthOutput).query(() => checkHealth({ ...deps, provider })),
    registerWebhook: admin.output(setUpWebhookOutput).mutation(({ ctx }) => setUpWebhook(deps, ctx)),
  });
}
