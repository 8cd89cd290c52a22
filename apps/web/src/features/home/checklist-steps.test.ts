import { expect, it } from 'vitest';
import { stepsOf } from './checklist-steps.ts';

const NONE = {
  connected: false,
  triggerEnabled: false,
  actionRun: false,
  keyOrEndpoint: false,
  eventReceived: false,
};

const next = (done: Partial<typeof NONE>) =>
  stepsOf({ steps: { ...NONE, ...done } }).find(({ isNext }) => isNext)?.name;

it('offers the first step that is not done, in whatever order the others were', () => {
  expect(next({})).toBe('connected');
  expect(next({ connected: true, eventReceived: true })).toBe('triggerEnabled');
  expect(next({ connected: true, triggerEnabled: true, actionRun: true, keyOrEndpoint: true })).toBe('eventReceived');
});

it('ends with an event that arrives', () => {
  expect(stepsOf({ steps: NONE }).at(-1)?.name).toBe('eventReceived');
  expect(
    next({ connected: true, triggerEnabled: true, actionRun: true, keyOrEndpoint: true, eventReceived: true }),
  ).toBe(undefined);
});
