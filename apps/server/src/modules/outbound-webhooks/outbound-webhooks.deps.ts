import type { MikroORM } from '@mikro-orm/postgresql';
import type { Clock } from '../../platform/clock.ts';
import type { Vault } from '../../platform/crypto/vault.ts';
import type { HostNames } from '@patchbay/outgoing-http';
import type { NewId } from '../../platform/ids.ts';
import type { ChangeSignal } from '../../platform/live/change-signal.ts';
import type { OutgoingEvents } from '../outgoing-events/index.ts';
import type { PrivateAddressDeps } from './endpoint-input.ts';
import type { Logger } from '../../platform/logging/logger.ts';

/** Dependencies of the use cases in this module. */
export interface EndpointsDeps extends PrivateAddressDeps {
  orm: MikroORM;
  clock: Clock;
  newId: NewId;
  vault: Vault;
  changes: ChangeSignal;
  outgoingEvents: OutgoingEvents;
  log: Logger;
  hostNames: HostNames;
}
