import type { ServerModule } from '../../platform/server-module.ts';
import { accountRouter, type AccountRouterDeps } from './account.router.ts';

/** A person's own account: name, password, sessions. */
export const accountModule = {
  name: 'account',
  routers: (deps: AccountRouterDeps) => ({ account: accountRouter(deps) }),
} satisfies ServerModule<AccountRouterDeps>;
