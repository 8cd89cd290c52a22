import { healthOutput } from '@patchbay/contracts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { noInput } from '../../platform/trpc/input-object.ts';
import { t } from '../../platform/trpc/trpc.ts';
import type { Procedures } from '../access/index.ts';
import { noteProviderStatus } from '../inbound-webhooks/index.ts';
import { logged } from './logged.ts';
import { withResponseCache } from './response-cache.ts';
import { checkHealth } from './check-health.ts';
import type { HealthDeps } from './health.deps.ts';
import { setUpWebhook, type SetUpWebhookDeps, setUpWebhookOutput } from './set-up-webhook.ts';

export type SystemRouterDeps = Omit<HealthDeps, 'orm' | 'provider' | 'processClock' | 'secretVersions'> &
  SetUpWebhookDeps & { procedures: Procedures; usesSandbox: boolean; clock: Clock };

export function systemRouter({ procedures, usesSandbox, ...deps }: SystemRouterDeps) {
  const lately = withResponseCache(deps.provider, deps.clock);
  const secretVersions = deps.vault.versions;
  const looked = {
    ...deps,
    provider: usesSandbox ? null : lately,
    hidesPaths: true,
    processClock: systemClock,
    secretVersions,
  };
  const admin = procedures.installationAdmin;
  return t.router({
    /**
     * The same as `npm run doctor`. Asks the provider, so it is for a button and not for a page load. The other pages say the same from
     * then on.
     */
    health: admin
      .input(noInput)
      .output(healthOutput)
      .query(async () => {
        const health = await checkHealth(looked);
        await noteProviderStatus({ ...deps, provider: lately }).catch(logged(deps.log, 'provider'));
        return health;
      }),
    registerWebhook: admin
      .input(noInput)
      .output(setUpWebhookOutput)
      .mutation(({ ctx }) => setUpWebhook(deps, ctx).finally(() => lately.forget())),
  });
}
