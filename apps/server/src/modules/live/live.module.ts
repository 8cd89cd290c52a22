import type { ServerModule } from '../../platform/server-module.ts';
import { liveRouter, type LiveRouterDeps } from './live.router.ts';

/** One stream with everything that the tabs of a browser follow. */
export const liveModule = {
  name: 'live',
  routers: (deps: LiveRouterDeps) => ({ live: liveRouter(deps) }),
} satisfies ServerModule<LiveRouterDeps>;
