import { describe, expect, it } from 'vitest';
import type { SyncRun } from './sync.queries.ts';
import { durationText, failureText, percentOf, progressText, requesterText } from './sync-text.ts';

const run: SyncRun = {
  id: '1',
  status: 'failed',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:02:05.400Z',
  stage: 'actions',
  done: 1250,
  expected: 4000,
  apps: 200,
  actions: 1250,
  triggers: 30,
  written: 0,
  error: 'Composio answered 503',
  requestedBy: null,
};

describe('how far a sync is', () => {
  it('only increases', () => {
    const steps = [
      { stage: null, done: 0, expected: null },
      { stage: 'apps', done: 500, expected: null },
      { stage: 'triggers', done: 5, expected: 10 },
      { stage: 'actions', done: 0, expected: 100 },
      { stage: 'actions', done: 100, expected: 100 },
      { stage: 'logos', done: 10, expected: 20 },
      { stage: 'logos', done: 21, expected: 20 },
    ] as const;
    expect(steps.map(percentOf)).toEqual([0, 0, 10, 15, 85, 93, 100]);
  });

  it('shows counts if the total is known', () => {
    expect(progressText({ stage: 'actions', done: 1250, expected: 4000 })).toBe('Copying actions: 1,250 of 4,000');
    expect(progressText({ stage: 'apps', done: 100, expected: null })).toBe('Copying apps: 100');
    expect(progressText({ stage: null, done: 0, expected: null })).toBe('Queued');
  });
});

describe('a run that ended', () => {
  it.each([
    ['2026-01-01T00:00:00.840Z', '840 ms'],
    ['2026-01-01T00:00:12.300Z', '12 s'],
    ['2026-01-01T00:02:05.400Z', '2 min 5 s'],
    [null, null],
  ])('took its time: %s', (finishedAt, text) => {
    expect(durationText({ ...run, finishedAt })).toBe(text);
  });

  it('says why it failed, and where', () => {
    expect(failureText(run)).toBe('Composio answered 503. It stopped at actions, 1,250 of 4,000.');
    expect(failureText({ ...run, error: 'interrupted', stage: null })).toBe('Patchbay was stopped while it ran.');
  });

  it('shows who requested it', () => {
    expect([null, { name: 'Ada' }].map((requestedBy) => requesterText({ requestedBy }))).toEqual([
      'scheduled',
      'by Ada',
    ]);
  });
});
