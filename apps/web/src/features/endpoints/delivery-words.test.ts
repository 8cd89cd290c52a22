import { describe, expect, it } from 'vitest';
import { attemptText, deliveryWords } from './delivery-words.ts';

const attempt = { at: '2026-11-22T10:30:00.000Z', status: 500, trouble: null, ms: 12 };

describe('deliveryWords', () => {
  it('knows a first try from a retry', () => {
    expect(deliveryWords({ status: 'waiting', attempts: [] }).text).toBe('On the way');
    expect(deliveryWords({ status: 'waiting', attempts: [attempt] }).text).toBe('Retry scheduled');
    expect(deliveryWords({ status: 'delivered', attempts: [attempt] }).text).toBe('Delivered');
    expect(deliveryWords({ status: 'dead', attempts: [attempt] }).text).toBe('Given up');
  });
});

describe('attemptText', () => {
  it('says what the endpoint answered, or why it did not', () => {
    expect(attemptText(attempt)).toBe('Answered 500');
    expect(attemptText({ ...attempt, status: null, trouble: 'timeout' })).toBe('No answer within ten seconds');
    expect(attemptText({ ...attempt, status: null })).toBe('No answer');
  });
});
