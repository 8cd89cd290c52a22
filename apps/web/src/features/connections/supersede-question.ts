import { shallowRef } from 'vue';
import { openerNow } from '../../shared/opener.ts';
import type { Target } from './connect-flow.store.ts';

interface Question {
  /** What to connect instead. */
  target: Target;
  /** Where the focus returns to. */
  opener: HTMLElement | null;
}

/** The question whether to end another app's open attempt in this browser. */
export const supersedeQuestion = shallowRef<Question | null>(null);

export function askToSupersede(target: Target): void {
  supersedeQuestion.value = { target, opener: openerNow() };
}
