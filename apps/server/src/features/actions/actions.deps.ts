import type { ConnectionsDeps } from '../connections/connections.deps.ts';
import type { SchemaCheck } from '../../platform/json-schema/schema-check.ts';

export interface ActionsDeps extends ConnectionsDeps {
  schemaCheck: SchemaCheck;
  /** Whether the execution log keeps arguments too. They may hold whatever people write to each other. */
  logArguments: boolean;
}
