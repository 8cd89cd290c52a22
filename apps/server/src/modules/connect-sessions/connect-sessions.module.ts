import type { ServerModule } from '../../platform/server-module.ts';
import { ConnectFlow } from './connect-flow.entity.ts';
import { ConnectHostLogo } from './connect-host-logo.entity.ts';
import { ConnectHost } from './connect-host.entity.ts';
import { ConnectSession } from './connect-session.entity.ts';
import { type ConnectSessionJobsDeps, handleConnectSessionJobs } from './connect-sessions.jobs.ts';
import { connectSessionsRouters, type ConnectSessionsRouterDeps } from './connect-sessions.router.ts';

type ConnectSessionsModuleDeps = ConnectSessionsRouterDeps & ConnectSessionJobsDeps;

/** Sessions in which end users of a customer's product connect apps, without an account here. */
export const connectSessionsModule = {
  name: 'connect-sessions',
  entities: [ConnectFlow, ConnectHost, ConnectHostLogo, ConnectSession],
  routers: (deps: ConnectSessionsModuleDeps) => connectSessionsRouters(deps),
  register: handleConnectSessionJobs,
} satisfies ServerModule<ConnectSessionsModuleDeps>;
