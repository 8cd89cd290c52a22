import type { HostNames } from '@patchbay/outgoing-http';
import type { ConnectMetrics } from './connect-metrics.ts';
import type { ConnectionsDeps } from '../connections/index.ts';

/** Dependencies of the use cases in this module. */
export interface ConnectSessionsDeps extends ConnectionsDeps {
  hostNames: HostNames;
  connectMetrics: ConnectMetrics;
}
