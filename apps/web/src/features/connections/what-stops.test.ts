import { describe, expect, it } from 'vitest';
import { aView, anAttempt } from './a-view.fixture.ts';
import { whatStops } from './what-stops.ts';

const COUNTS = { actionsCount: 20, triggersCount: 5 };
const texts = (...args: Parameters<typeof whatStops>) =>
  whatStops(...args)
    .map(({ text }) => text)
    .join('\n');

describe('whatStops', () => {
  it('lists actions, triggers and the account of a connection in use', () => {
    const view = aView({ status: 'active', account: { id: 'ca', identity: 'ada@example.com' } });
    const text = texts({ kind: 'disconnect', view }, COUNTS);
    expect(text).toContain('20 actions of Slack');
    expect(text).toContain('5 triggers');
    expect(text).toContain('ada@example.com is revoked');
    expect(text).not.toContain('forgotten');
  });

  it('does not frighten with what was never in use', () => {
    const text = texts({ kind: 'remove', view: aView({ status: 'pending', attempt: anAttempt() }) }, COUNTS);
    expect(text).not.toContain('actions');
    expect(text).toContain('under way is given up');
    expect(text).toContain('forgotten');
  });

  it('has words before the counts are known', () => {
    expect(texts({ kind: 'disconnect', view: aView({ status: 'active' }) }, undefined)).toContain('Actions of Slack');
  });
});
