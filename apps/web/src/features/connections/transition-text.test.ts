import { describe, expect, it } from 'vitest';
import { aView } from './a-view.fixture.ts';
import { transitionText } from './transition-text.ts';

describe('transitionText', () => {
  it('is empty when nothing changed', () => {
    expect(transitionText('active', aView({ status: 'active' }))).toBeNull();
  });

  it('says who is connected', () => {
    const view = aView({ status: 'active', label: 'support', account: { id: 'ca', identity: 'ada@example.com' } });
    expect(transitionText('pending', view)).toEqual({
      title: 'Slack (support) is connected',
      description: 'Signed in as ada@example.com.',
      tone: 'success',
    });
  });

  it('gives the reason of a failure and what to do', () => {
    const text = transitionText('pending', aView({ reason: { code: 'denied', detail: null } }));
    expect(text).toMatchObject({ title: 'Slack wasn’t connected', tone: 'warning' });
    expect(text?.description).toContain('declined');
  });

  it('distinguishes a disconnect from a failure', () => {
    expect(transitionText('active', aView())?.title).toBe('Slack disconnected');
    expect(transitionText('active', aView({ status: 'expired' }))?.title).toBe('Slack needs attention');
  });
});
