export type { ErrorCode } from '@patchbay/contracts';
import { type ModuleDeps, type ModuleRouters, routersOf } from './modules.ts';
import { t } from './platform/trpc/trpc.ts';

/** The router with every procedure. */
export function createAppRouter(deps: ModuleDeps) {
  return t.router<ModuleRouters>(routersOf(deps));
}

export type AppRouter = ReturnType<typeof createAppRouter>;
