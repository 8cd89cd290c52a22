import { expect, it } from 'vitest';
import { aView, anAttempt } from './a-view.fixture.ts';
import { pendingText } from './pending-text.ts';

const ADA = { id: 'u1', mayContinue: true };

function text({ step = 'waiting', ...given }: Partial<Parameters<typeof pendingText>[0]> & { step?: Step } = {}) {
  const view = aView({ status: 'pending', attempt: anAttempt({ step }) });
  return pendingText({ view, reader: ADA, way: 'window', looksClosed: false, ...given });
}

type Step = 'opening' | 'waiting' | 'verifying' | 'approved' | 'unconfirmed';

it('names the window that this tab opened, and does not after a reload', () => {
  expect(text()).toBe('Approve access in the window we opened. Can’t find it? Continue opens a new one.');
  expect(text({ way: null })).toBe('Closed the window? Continue opens it again.');
  expect(text({ looksClosed: true })).toContain('seems to be closed');
});

it('does not send the reader to a window while the page is being requested, or after the provider has responded', () => {
  expect(text({ step: 'opening' })).toBe('Opening Slack…');
  expect(text({ step: 'verifying' })).toBe('Approved. Verifying access…');
});

it('says what to do when the provider reports an approval without a valid return, regardless of the window', () => {
  const approved = 'Approved, but this browser hasn’t returned. Continue to finish.';
  expect(text({ step: 'approved' })).toBe(approved);
  expect(text({ step: 'approved', looksClosed: true, way: 'blocked' })).toBe(approved);
  expect(text({ step: 'unconfirmed' })).toBe('The approval couldn’t be confirmed in time. Continue to finish.');
  const other = { id: 'u2', mayContinue: false };
  expect(text({ step: 'approved', reader: other })).toContain('Ada needs to continue.');
});

it('leaves a blocked window to the note that has its link', () => {
  expect(text({ way: 'blocked' })).toBe('');
  expect(text({ way: 'link' })).toContain('Open the link');
});

// It once said "Continuing takes it over" to people without that button.
it('tells other members who started it, and only those who may take it over that they can', () => {
  expect(text({ way: null, reader: { id: 'u2', mayContinue: true } })).toBe(
    'Ada started this. If you continue, you take over.',
  );
  expect(text({ way: null, reader: { id: 'u2', mayContinue: false } })).toBe('Ada is connecting this.');
});
