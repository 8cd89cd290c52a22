import type { AttemptView } from '@patchbay/lifecycle';

export interface PendingStep {
  title: string;
  state: 'done' | 'now' | 'later';
}

const TITLES = ['Window opened', 'Waiting for approval', 'Verifying'];
const AT: Record<AttemptView['step'], number> = { opening: 0, waiting: 1, verifying: 2 };

/** The three things that happen while a connection is pending, and how far it is. */
export function pendingSteps(step: AttemptView['step']): PendingStep[] {
  return TITLES.map((title, index) => ({
    title: index === 0 && AT[step] === 0 ? 'Opening the window' : title,
    state: index < AT[step] ? 'done' : index === AT[step] ? 'now' : 'later',
  }));
}
