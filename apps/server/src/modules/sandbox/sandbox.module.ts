import type { ServerModule } from '../../platform/server-module.ts';
import { sandboxRouter, type SandboxRouterDeps } from './sandbox.router.ts';

/** Plays events and failures inside the web app, when no Composio project is used. */
export const sandboxModule = {
  name: 'sandbox',
  routers: (deps: SandboxRouterDeps) => ({ sandbox: sandboxRouter(deps) }),
} satisfies ServerModule<SandboxRouterDeps>;
