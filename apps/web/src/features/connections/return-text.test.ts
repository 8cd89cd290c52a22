import { describe, expect, it } from 'vitest';
import { aView, anAttempt } from './a-view.fixture.ts';
import { returnText } from './return-text.ts';

const known = (outcome: string, view: Parameters<typeof aView>[0]) =>
  returnText({ outcome, view: aView(view), checked: true });

describe('returnText', () => {
  it('says connected when the server does', () => {
    expect(known('connected', { status: 'active', account: { id: 'ca', identity: 'ada@example.com' } })).toMatchObject({
      title: 'Slack is connected',
      sentence: 'Signed in as ada@example.com.',
      tone: 'success',
      settled: true,
    });
  });

  it('does not say connected because the address does', () => {
    expect(known('connected', { status: 'added' }).tone).toBe('warning');
    expect(returnText({ outcome: 'connected', view: null, checked: true }).tone).toBe('warning');
    expect(returnText({ outcome: 'connected', view: null, checked: false }).settled).toBe(false);
  });

  it('waits while the attempt is open', () => {
    expect(known('verifying', { status: 'pending', attempt: anAttempt({ step: 'verifying' }) })).toMatchObject({
      tone: 'waiting',
      settled: false,
    });
  });

  it('names the reason, from the address or from the connection', () => {
    expect(known('denied', { status: 'added' }).sentence).toContain('declined');
    expect(known('unknown', { status: 'added', reason: { code: 'lapsed', detail: null } }).sentence).toContain(
      'timed out',
    );
  });

  it('says what to do after an approval without a valid return: it once said “Verifying” for ten minutes', () => {
    expect(known('verifying', { status: 'pending', attempt: anAttempt({ step: 'unconfirmed' }) })).toMatchObject({
      title: 'Slack isn’t connected yet',
      sentence: 'The approval couldn’t be confirmed in time. Continue to finish.',
      settled: true,
    });
  });

  it.each(['invalid', 'rate_limited', 'unavailable', 'failed'])(
    'has words for %s, without asking the server',
    (outcome) => {
      const text = returnText({ outcome, view: null, checked: false });
      expect(text).toMatchObject({ tone: 'warning', settled: true });
      expect(text.sentence).toMatch(/Continue/);
    },
  );

  it.each(['constructor', '__proto__', ''])('is not misled by a path that ends in %j', (outcome) => {
    expect(returnText({ outcome, view: null, checked: true }).title).toContain('match this');
  });

  it('says that a failed reconnect keeps the working connection', () => {
    expect(known('denied', { status: 'active' })).toMatchObject({ title: 'Slack wasn’t reconnected', tone: 'warning' });
  });
});
