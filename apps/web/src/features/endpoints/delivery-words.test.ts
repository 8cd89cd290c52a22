import { describe, expect, it } from 'vitest';
import { attemptText, deliveryWords, recoveredText, soFarText } from './delivery-words.ts';

const attempt = { at: '2026-11-22T10:30:00.000Z', status: 500, trouble: null, ms: 12 };

describe('deliveryWords', () => {
  it('distinguishes a first try from a retry', () => {
    expect(deliveryWords({ status: 'waiting', attempts: [] }).text).toBe('Sending');
    expect(deliveryWords({ status: 'waiting', attempts: [attempt] }).text).toBe('Retry scheduled');
    expect(deliveryWords({ status: 'delivered', attempts: [attempt] }).text).toBe('Delivered');
    expect(deliveryWords({ status: 'dead', attempts: [attempt] }).text).toBe('Failed');
  });
});

// It once said that nothing had been missed, above a delivery that kept failing.
describe('recoveredText', () => {
  const failing = { attempts: [attempt] };
  it.each([
    [2, { items: [], isAll: true }, 'Resending 2 events.'],
    [1, { items: [failing], isAll: true }, 'Resending 1 event.'],
    [0, { items: [], isAll: true }, 'Nothing was missed.'],
    [0, { items: [failing], isAll: true }, 'Nothing to resend. 1 is still being retried.'],
    [0, { items: [{ attempts: [] }, { attempts: [] }], isAll: true }, 'Nothing to resend. 2 are still being sent.'],
    [0, { items: [failing, failing], isAll: false }, 'Nothing to resend. More than 2 are still being retried.'],
  ])('%i planned, %o under way', (planned, waiting, text) => {
    expect(recoveredText(planned, waiting)).toBe(text);
  });
});

describe('attemptText', () => {
  it('shows the endpoint’s response, or why there was none', () => {
    expect(attemptText(attempt)).toBe('Answered 500');
    expect(attemptText({ ...attempt, status: null, trouble: 'timeout' })).toBe('No answer within ten seconds');
    expect(attemptText({ ...attempt, status: null, trouble: 'no_address' })).toBe(
      'The host has no public address that events can be sent to',
    );
    expect(attemptText({ ...attempt, status: null })).toBe('No answer');
  });
});

describe('soFarText', () => {
  it.each([
    [0, 'Looking for missed events…'],
    [15_000, '15,000 sent so far…'],
  ])('of %i', (planned, text) => {
    expect(soFarText(planned)).toBe(text);
  });
});
