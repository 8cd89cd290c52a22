import type { Checklist } from './home.queries.ts';

export type StepName = keyof Checklist['steps'];

export interface Step {
  name: StepName;
  title: string;
  text: string;
  isDone: boolean;
  /** The first that is not done: its buttons are shown. */
  isNext: boolean;
}

const WORDS: [StepName, title: string, text: string][] = [
  ['connected', 'Connect an app', 'Approve access once. Your services then use it without ever seeing a password.'],
  ['triggerEnabled', 'Enable a trigger', 'Choose what you want to hear about, such as a new commit or message.'],
  ['actionRun', 'Run an action', 'Do something in the app, such as sending a message, with one call.'],
  [
    'keyOrEndpoint',
    'Create a key or an endpoint',
    'A key lets your services call Patchbay. An endpoint receives events.',
  ],
  [
    'eventReceived',
    'See an event arrive',
    'When something happens in the app, the event shows up here and at your endpoints.',
  ],
];

/** The steps in their order. Any can be done out of order; the first open one is offered. Pure. */
export function stepsOf({ steps }: Pick<Checklist, 'steps'>): Step[] {
  const next = WORDS.find(([name]) => !steps[name])?.[0];
  return WORDS.map(([name, title, text]) => ({ name, title, text, isDone: steps[name], isNext: name === next }));
}
