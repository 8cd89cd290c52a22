import type { Checklist } from './home.queries.ts';
import { t } from '../../shared/i18n/t.ts';

export type StepName = keyof Checklist['steps'];

export interface Step {
  name: StepName;
  title: string;
  text: string;
  isDone: boolean;
  /** The first that is not done: its buttons are shown. */
  isNext: boolean;
}

const NAMES: StepName[] = ['connected', 'triggerEnabled', 'actionRun', 'keyOrEndpoint', 'eventReceived'];

/** The steps in their order. Any can be done out of order; the first open one is offered. Pure. */
export function stepsOf({ steps }: Pick<Checklist, 'steps'>): Step[] {
  const next = NAMES.find((name) => !steps[name]);
  return NAMES.map((name) => ({
    name,
    title: t(`home.steps.${name}.title`),
    text: t(`home.steps.${name}.text`),
    isDone: steps[name],
    isNext: name === next,
  }));
}
