import type { ConnectionsDeps } from '../connections/connections.deps.ts';

export interface ActionsDeps extends ConnectionsDeps {
  /** Whether the execution log keeps arguments too. They may hold whatever people write to each other. */
  logArguments: boolean;
}
