import { expect, it } from 'vitest';
import { pendingSteps } from './pending-steps.ts';

it.each([
  ['opening', ['now', 'later', 'later']],
  ['waiting', ['done', 'now', 'later']],
  ['verifying', ['done', 'done', 'now']],
] as const)('%s', (step, states) => {
  expect(pendingSteps(step).map(({ state }) => state)).toEqual(states);
});
