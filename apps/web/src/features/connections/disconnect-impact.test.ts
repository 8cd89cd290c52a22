import { describe, expect, it } from 'vitest';
import { aView, anAttempt } from './a-view.fixture.ts';
import { disconnectImpact } from './disconnect-impact.ts';

const COUNTS = { actions: 20, triggers: 5, endpoints: 1 };
const UNKNOWN = { impact: undefined, revoke: false };
const texts = (asked: Parameters<typeof disconnectImpact>[0], counts: Parameters<typeof disconnectImpact>[1]) =>
  disconnectImpact(asked, counts, UNKNOWN)
    .map(({ text }) => text)
    .join('\n');

describe('disconnectImpact', () => {
  it('lists actions, triggers, endpoints and the account of a connection in use', () => {
    const view = aView({ status: 'active', account: { id: 'ca', identity: 'ada@example.com' } });
    const text = texts({ kind: 'disconnect', view }, COUNTS);
    expect(text).toContain('20 enabled actions of Slack');
    expect(text).toContain('5 triggers of Slack stop listening and must be enabled again.');
    expect(text).toContain('1 endpoint receives no more');
    expect(text).toContain('The connection to ada@example.com is deleted.');
    expect(text).not.toContain('revoked');
    expect(text).not.toContain('settings are deleted');
  });

  it('uses the singular for one', () => {
    const text = texts({ kind: 'disconnect', view: aView({ status: 'active' }) }, { ...COUNTS, triggers: 1 });
    expect(text).toContain('1 trigger of Slack stops listening and must be enabled again.');
  });

  it('does not list what was never in use', () => {
    const text = texts({ kind: 'remove', view: aView({ status: 'pending', attempt: anAttempt() }) }, COUNTS);
    expect(text).not.toContain('actions');
    expect(text).toContain('in progress is canceled');
    expect(text).toContain('settings are deleted');
  });

  it('omits what does not exist: without triggers, endpoints miss nothing', () => {
    const view = aView({ status: 'active' });
    expect(disconnectImpact({ kind: 'disconnect', view }, { actions: 0, triggers: 0, endpoints: 2 }, UNKNOWN)).toEqual(
      [],
    );
  });

  it('has texts before the counts are known', () => {
    const text = texts({ kind: 'disconnect', view: aView({ status: 'active' }) }, {});
    expect(text).toContain('Enabled actions of Slack');
    expect(text).toContain('Triggers of Slack stop listening');
  });
});
