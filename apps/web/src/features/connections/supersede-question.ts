import { shallowRef } from 'vue';
import { openerNow } from '../../shared/opener.ts';
import type { Target } from './connect-flow.store.ts';

interface Question {
  /** What is to be connected instead. */
  target: Target;
  /** Where the focus goes when it is answered. */
  opener: HTMLElement | null;
}

/** Whether another app that is being connected in this browser may be given up for this one. */
export const supersedeQuestion = shallowRef<Question | null>(null);

export function askToSupersede(target: Target): void {
  supersedeQuestion.value = { target, opener: openerNow() };
}
