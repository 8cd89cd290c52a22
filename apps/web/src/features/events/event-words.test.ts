import { describe, expect, it } from 'vitest';
import type { EventView } from './event.queries.ts';
import { deliveriesWords, triggerTitle, verdictWords } from './event-words.ts';

const words = (given: Partial<EventView['deliveries']>) =>
  deliveriesWords({ waiting: 0, retrying: 0, delivered: 0, dead: 0, dueAt: null, ...given });

// The trigger may have been disabled since, or its connection removed.
it('describes a verdict as of the event’s arrival', () => {
  expect(verdictWords('accepted').why).toContain('enabled trigger');
  expect(verdictWords('unknown').why).toContain('enabled trigger');
});

describe('deliveriesWords', () => {
  it('shows the worst first', () => {
    expect(words({})).toEqual({ tone: 'neutral', text: 'No endpoints' });
    expect(words({ delivered: 1 })).toEqual({ tone: 'success', text: 'Delivered' });
    expect(words({ waiting: 1, delivered: 1 })).toEqual({ tone: 'info', text: 'Sending (1)' });
    expect(words({ waiting: 2, retrying: 2 })).toEqual({ tone: 'warning', text: 'Being retried (2)' });
    expect(words({ waiting: 2, delivered: 1, retrying: 1 })).toEqual({ tone: 'warning', text: 'Being retried (1)' });
    expect(words({ waiting: 1, retrying: 1 })).toEqual({ tone: 'warning', text: 'Being retried' });
    expect(words({ waiting: 1, delivered: 1, dead: 1, retrying: 1 })).toEqual({
      tone: 'error',
      text: 'Failed (1)',
    });
    expect(words({ waiting: 1, delivered: 1, dead: 1 })).toEqual({ tone: 'error', text: 'Failed (1)' });
  });
});

describe('triggerTitle', () => {
  it.each([
    ['GITHUB_PULL_REQUEST_EVENT', 'github', 'Pull request event'],
    ['LINEAR_ISSUE_CREATED_TRIGGER', 'linear', 'Issue created'],
    ['NEW_MAIL', 'gmail', 'New mail'],
    ['GITHUB_', 'github', 'GITHUB_'],
  ])('%s of %s is “%s”', (slug, app, title) => {
    expect(triggerTitle(slug, app)).toBe(title);
  });
});
