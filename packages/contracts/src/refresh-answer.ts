import type { AttemptView, ConnectionView } from './connection.view.ts';

/** The result of a refresh, for the person who requested it. Codes are permanent. */
export const REFRESH_ANSWERS = ['changed', 'up_to_date', 'waiting', 'verifying', 'approved', 'unconfirmed'] as const;

export type RefreshAnswer = (typeof REFRESH_ANSWERS)[number];

export interface RefreshText {
  sentence: string;
  /** What to do about it; null when there is nothing to do. */
  next: string | null;
}

const TEXTS: Record<RefreshAnswer, RefreshText> = {
  changed: { sentence: 'The status has changed.', next: null },
  up_to_date: { sentence: 'Up to date.', next: null },
  waiting: { sentence: 'Still waiting for approval.', next: 'Continue opens the approval page again.' },
  verifying: { sentence: 'Approved. Verifying access…', next: null },
  approved: { sentence: 'Approved, but this browser has not come back.', next: 'Continue to finish.' },
  unconfirmed: { sentence: 'The approval could not be confirmed in time.', next: 'Continue to finish.' },
};

const OF_STEP: Record<AttemptView['step'], RefreshAnswer> = {
  opening: 'waiting',
  waiting: 'waiting',
  verifying: 'verifying',
  approved: 'approved',
  unconfirmed: 'unconfirmed',
  confirming: 'verifying',
};

/** The result to show to the person who requested a refresh. An open attempt matters more than other changes. */
export function refreshAnswer({ attempt }: Pick<ConnectionView, 'attempt'>, changed: boolean): RefreshAnswer {
  if (attempt) return OF_STEP[attempt.step];
  return changed ? 'changed' : 'up_to_date';
}

export function refreshText(answer: RefreshAnswer): RefreshText {
  return TEXTS[answer];
}
