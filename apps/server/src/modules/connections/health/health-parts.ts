import { type ConnectionHealth, connectionHealth, type ConnectionParts } from '@patchbay/contracts';
import type { Reason, Status } from '@patchbay/lifecycle';

/** The parts of a connection's health that its status does not say; missing ones work. Stored as JSON. */
export type HealthParts = Partial<
  Pick<ConnectionParts, 'failedCalls' | 'missesWebhook'> & { stoppedTriggers: string[] }
>;

interface Row {
  status: Status;
  /** The status that a failed attempt leads back to. */
  fallback: 'added' | 'expired';
  reason: Reason | null;
  healthParts: HealthParts;
}

/** The health of a connection, according to its row alone. Pure. */
export function healthOf({ status, fallback, reason, healthParts }: Row): ConnectionHealth {
  const nothing = { stoppedTriggers: [], failedCalls: 0, missesWebhook: false };
  return connectionHealth({ ...nothing, ...healthParts, reason, grant: grantOf(status, fallback) });
}

function grantOf(status: Status, fallback: Row['fallback']): ConnectionParts['grant'] {
  if (status === 'active') return 'working';
  return status === 'expired' || (status === 'pending' && fallback === 'expired') ? 'ended' : 'none';
}
