import type { ConnectionsDeps } from '../connections/index.ts';
import type { ExecutionTurns } from './execution-turns.ts';
import type { FetchDeps } from './files/fetch-file.ts';

export interface ActionsDeps extends ConnectionsDeps, FetchDeps {
  executionTurns: ExecutionTurns;
  /** Whether the execution log keeps arguments too. They may hold whatever people write to each other. */
  logArguments: boolean;
}
