import { reasonText } from '@patchbay/contracts';
import type { ReasonCode } from '@patchbay/lifecycle';
import type { Tone } from '../../shared/tones.ts';
import type { ConnectSession } from './connect-session.queries.ts';

type Attempt = ConnectSession['attempts'][number];

const STATES: Record<ConnectSession['state'], { tone: Tone; text: string }> = {
  created: { tone: 'neutral', text: 'Not opened yet' },
  opened: { tone: 'info', text: 'Open' },
  expired: { tone: 'neutral', text: 'Expired' },
  ended: { tone: 'neutral', text: 'Ended' },
};

export const stateOf = ({ state }: ConnectSession) => STATES[state];

const OUTCOMES: Record<Attempt['status'], string> = {
  open: 'in progress',
  authorized: 'connected',
  superseded: 'started again',
  refused: 'not connected',
  lapsed: 'ran out of time',
  cancelled: 'canceled',
};

/** What became of an attempt, with its reason, for the people who look after the product. */
export function outcomeOf({ status, isConfirming, reason }: Attempt): string {
  if (isConfirming) return 'waits for your back end to confirm';
  const outcome = OUTCOMES[status];
  return reason === null ? outcome : `${outcome}: ${reasonText(reason as ReasonCode).sentence}`;
}

/** Who a session is for, as the product named them. */
export function endUserText({ endUser: { id, name, email } }: ConnectSession): string {
  return name ?? email ?? id;
}
