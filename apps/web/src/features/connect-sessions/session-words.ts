import type { ReasonCode } from '@patchbay/lifecycle';
import type { Tone } from '../../shared/tones.ts';
import { reasonText } from '../../shared/reason-text.ts';
import type { ConnectSession } from './connect-session.queries.ts';
import { t } from '../../shared/i18n/t.ts';

type Attempt = ConnectSession['attempts'][number];

const TONES: Record<ConnectSession['state'], Tone> = {
  created: 'neutral',
  opened: 'info',
  expired: 'neutral',
  ended: 'neutral',
};

export function stateOf({ state }: ConnectSession): { tone: Tone; text: string } {
  return { tone: TONES[state], text: t(`connectSessions.states.${state}`) };
}

/** What became of an attempt, with its reason, for the people who look after the product. */
export function outcomeOf({ status, isConfirming, reason }: Attempt): string {
  if (isConfirming) return t('connectSessions.outcomes.confirming');
  const outcome = t(`connectSessions.outcomes.${status}`);
  return reason === null
    ? outcome
    : t('connectSessions.outcomeReason', { outcome, reason: reasonText(reason as ReasonCode).sentence });
}

/** Who a session is for, as the product named them. */
export function endUserText({ endUser: { id, name, email } }: ConnectSession): string {
  return name ?? email ?? id;
}
