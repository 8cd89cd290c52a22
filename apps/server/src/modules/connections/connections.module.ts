import type { ServerModule } from '../../platform/server-module.ts';
import { Attempt } from './attempts/attempt.entity.ts';
import { Connection } from './connection.entity.ts';
import { type ConnectionJobsDeps, handleConnectionJobs } from './connections.jobs.ts';
import { connectionsRouter, type ConnectionsRouterDeps } from './connections.router.ts';
import { HistoryEntry } from './history-entry.entity.ts';

type ConnectionsModuleDeps = ConnectionsRouterDeps & ConnectionJobsDeps;

/** Apps in a workspace and their authorization flows. Other modules take part through `ConnectionEffects`. */
export const connectionsModule = {
  name: 'connections',
  entities: [Attempt, Connection, HistoryEntry],
  routers: (deps: ConnectionsModuleDeps) => ({ connections: connectionsRouter(deps) }),
  register: handleConnectionJobs,
} satisfies ServerModule<ConnectionsModuleDeps>;
