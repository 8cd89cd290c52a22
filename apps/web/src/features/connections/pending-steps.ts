import type { AttemptView } from '@patchbay/contracts';

export interface PendingStep {
  title: string;
  state: 'done' | 'now' | 'later' | 'blocked';
}

/** How the consent page is reached from this tab: its window opened, was blocked, or only the link was requested. */
export type Way = 'window' | 'blocked' | 'link';

const TITLES = ['Window opened', 'Waiting for approval', 'Verifying'];
const AT: Record<AttemptView['step'], number> = {
  opening: 0,
  waiting: 1,
  verifying: 2,
  approved: 2,
  unconfirmed: 2,
  confirming: 2,
};
/** The name of the last step when it is stuck. */
const HELD_UP: Partial<Record<AttemptView['step'], string>> = {
  approved: 'Approved, not returned',
  unconfirmed: 'Not confirmed',
};
const NO_WINDOW = { blocked: 'Window blocked', link: 'Link created' };

/** The three steps of a pending connection, and its progress. Pure. */
export function pendingSteps(step: AttemptView['step'], way: Way): PendingStep[] {
  const steps = TITLES.map((title, index): PendingStep => ({
    title: index === 0 && AT[step] === 0 ? 'Opening the window' : title,
    state: index < AT[step] ? 'done' : index === AT[step] ? 'now' : 'later',
  }));
  const heldUp = HELD_UP[step];
  if (heldUp) return [...steps.slice(0, -1), { title: heldUp, state: 'blocked' }];
  // A person who has returned from the page used some window.
  if (way === 'window' || step !== 'waiting') return steps;
  return [{ title: NO_WINDOW[way], state: way === 'blocked' ? 'blocked' : 'done' }, ...steps.slice(1)];
}
