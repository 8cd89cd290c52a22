import type { ServerModule } from '../../platform/server-module.ts';
import { DismissedChecklist } from './dismissed-checklist.entity.ts';
import { homeRouter, type HomeRouterDeps } from './home.router.ts';

/** The page that people land on. */
export const homeModule = {
  name: 'home',
  entities: [DismissedChecklist],
  routers: (deps: HomeRouterDeps) => ({ home: homeRouter(deps) }),
} satisfies ServerModule<HomeRouterDeps>;
