import { describe, expect, it } from 'vitest';
import { hashSecret } from '../../../platform/crypto/secret.ts';
import type { Attempt } from '../../connections/attempt.entity.ts';
import type { ReturnFacts } from '../return-facts.ts';
import { objectionTo } from './index.ts';

const NOW = new Date('2026-01-01T12:00:00Z');

const HONEST: ReturnFacts = {
  attempt: {
    workspaceId: 'w1',
    appSlug: 'slack',
    userId: 'u1',
    browserHash: hashSecret('cookie'),
    expiresAt: new Date(NOW.getTime() + 1),
  } as Attempt,
  appName: 'slack',
  session: { id: 's1', user: { id: 'u1', name: 'Ada', email: 'ada@example.com' }, activeWorkspaceId: 'w1' },
  role: 'admin',
  browserSecret: 'cookie',
  now: NOW,
};

const other = { id: 'u2', name: 'Mallory', email: 'mallory@example.com' };

describe('objectionTo', () => {
  it('has nothing against an honest return', () => {
    expect(objectionTo(HONEST)).toBeUndefined();
  });

  it.each([
    ['a millisecond too late', { now: HONEST.attempt.expiresAt }, 'lapsed'],
    ['by another app’s path', { appName: 'github' }, 'wrong_app'],
    ['signed out', { session: null }, 'wrong_person'],
    ['as somebody else', { session: { id: 's2', user: other, activeWorkspaceId: 'w1' } }, 'wrong_person'],
    ['after switching the workspace', { session: { ...HONEST.session, activeWorkspaceId: 'w2' } }, 'wrong_workspace'],
    ['after losing the role', { role: 'member' }, 'wrong_workspace'],
    ['after leaving the workspace', { role: null }, 'wrong_workspace'],
    ['without the cookie', { browserSecret: undefined }, 'wrong_browser'],
    ['with another attempt’s cookie', { browserSecret: 'other' }, 'wrong_browser'],
  ])('rejects a return %s', (_, change, reason) => {
    expect(objectionTo({ ...HONEST, ...change } as ReturnFacts)).toBe(reason);
  });
});
