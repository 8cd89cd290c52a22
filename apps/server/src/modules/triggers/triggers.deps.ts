import type { Provider } from '@patchbay/provider';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import type { OutgoingEvents } from '../outgoing-events/index.ts';
import type { Logger } from '../../platform/logging/logger.ts';

/** Dependencies of the use cases in this module. */
export interface TriggersDeps {
  orm: MikroORM;
  clock: Clock;
  newId: NewId;
  provider: Provider;
  jobs: Jobs;
  changes: ChangeSignal;
  outgoingEvents: OutgoingEvents;
  log: Logger;
}
