import { expect, it } from 'vitest';
import { pendingSteps } from './pending-steps.ts';

it.each([
  ['opening', ['now', 'later', 'later']],
  ['waiting', ['done', 'now', 'later']],
  ['verifying', ['done', 'done', 'now']],
  ['approved', ['done', 'done', 'blocked']],
  ['unconfirmed', ['done', 'done', 'blocked']],
] as const)('%s', (step, states) => {
  expect(pendingSteps(step, 'window').map(({ state }) => state)).toEqual(states);
});

// "Window opened", with a check mark, was once above the note that it was blocked.
it.each([
  ['window', { title: 'Window opened', state: 'done' }],
  ['blocked', { title: 'Window blocked', state: 'blocked' }],
  ['link', { title: 'Link created', state: 'done' }],
] as const)('the first step, by %s', (way, first) => {
  expect(pendingSteps('waiting', way)[0]).toEqual(first);
  expect(pendingSteps('verifying', way)[0]).toEqual({ title: 'Window opened', state: 'done' });
});
