import type { ConnectionsDeps } from '../connections/index.ts';
import type { ExecutionTurns } from './execution-turns.ts';

export interface ActionsDeps extends ConnectionsDeps {
  executionTurns: ExecutionTurns;
  /** Whether the execution log keeps arguments too. They may hold whatever people write to each other. */
  logArguments: boolean;
}
