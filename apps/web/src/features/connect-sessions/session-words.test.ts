import { expect, it } from 'vitest';
import type { ConnectSession } from './connect-session.queries.ts';
import { endUserText, outcomeOf } from './session-words.ts';

type Attempt = ConnectSession['attempts'][number];

const attempt = (facts: Partial<Attempt>): Attempt => ({
  id: 'a',
  connectionId: 'c',
  app: 'gmail',
  status: 'open',
  isConfirming: false,
  reason: null,
  openedAt: '2026-11-30T10:00:00.000Z',
  ...facts,
});

it.each([
  [{}, 'in progress'],
  [{ isConfirming: true }, 'waiting for your back end to confirm'],
  [{ status: 'authorized' }, 'connected'],
  [
    { status: 'refused', reason: 'wrong_person' },
    'not connected: A different person came back from the approval page.',
  ],
] as const)('an attempt with %j reads “%s”', (facts, text) => {
  expect(outcomeOf(attempt(facts))).toBe(text);
});

it('an end user is named as the product named them, or by their id', () => {
  const of = (endUser: ConnectSession['endUser']) => endUserText({ endUser } as ConnectSession);
  expect(of({ id: 'user_1', name: 'Ada', email: 'ada@example.com' })).toBe('Ada');
  expect(of({ id: 'user_1', name: null, email: 'ada@example.com' })).toBe('ada@example.com');
  expect(of({ id: 'user_1', name: null, email: null })).toBe('user_1');
});
