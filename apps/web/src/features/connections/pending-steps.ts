import type { AttemptView } from '@patchbay/contracts';
import { t } from '../../shared/i18n/t.ts';

export interface PendingStep {
  title: string;
  state: 'done' | 'now' | 'later' | 'blocked';
}

/** How the consent page is reached from this tab: its window opened, was blocked, or only the link was requested. */
export type Way = 'window' | 'blocked' | 'link';

const STEPS = ['opened', 'waiting', 'verifying'] as const;
const AT: Record<AttemptView['step'], number> = {
  opening: 0,
  waiting: 1,
  verifying: 2,
  approved: 2,
  unconfirmed: 2,
  confirming: 2,
};

/** The three steps of a pending connection, and its progress. Pure. */
export function pendingSteps(step: AttemptView['step'], way: Way): PendingStep[] {
  const steps = STEPS.map((name, index): PendingStep => ({
    title: t(`connections.steps.${index === 0 && AT[step] === 0 ? 'opening' : name}`),
    state: index < AT[step] ? 'done' : index === AT[step] ? 'now' : 'later',
  }));
  if (step === 'approved' || step === 'unconfirmed')
    return [...steps.slice(0, -1), { title: t(`connections.steps.${step}`), state: 'blocked' }];
  // A person who has returned from the page used some window.
  if (way === 'window' || step !== 'waiting') return steps;
  return [{ title: t(`connections.steps.${way}`), state: way === 'blocked' ? 'blocked' : 'done' }, ...steps.slice(1)];
}
