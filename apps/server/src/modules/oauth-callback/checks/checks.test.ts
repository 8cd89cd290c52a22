import { describe, expect, it } from 'vitest';
import { hashSecret } from '../../../platform/crypto/secret.ts';
import type { Attempt } from '../../connections/attempts/attempt.entity.ts';
import type { Membership } from '../../identity/membership.ts';
import type { Session } from '../../identity/sessions.ts';
import type { ReturnFacts } from '../return-facts.ts';
import { firstFailedCheck } from './index.ts';

const NOW = new Date('2026-01-01T12:00:00Z');

const USER = { id: 'u1', name: 'Ada', email: 'ada@example.com' };
const MEMBERSHIP: Membership = { workspaceId: 'w1', workspaceName: 'Ada’s workspace', role: 'admin' };
const SESSION: Session = { id: 's1', user: USER, activeWorkspaceId: 'w1', membership: MEMBERSHIP };

const HONEST: ReturnFacts = {
  attempt: {
    workspaceId: 'w1',
    appSlug: 'slack',
    userId: 'u1',
    browserHash: hashSecret('cookie'),
    expiresAt: new Date(NOW.getTime() + 1),
  } as Attempt,
  appName: 'slack',
  session: SESSION,
  browserSecret: 'cookie',
  now: NOW,
};

const other = { id: 'u2', name: 'Mallory', email: 'mallory@example.com' };

describe('firstFailedCheck', () => {
  it('has nothing against an honest return', () => {
    expect(firstFailedCheck(HONEST)).toBeUndefined();
  });

  it('has nothing against one while another tab is in another workspace', () => {
    expect(firstFailedCheck({ ...HONEST, session: { ...SESSION, activeWorkspaceId: 'w2' } })).toBeUndefined();
  });

  it.each([
    ['a millisecond too late', { now: HONEST.attempt.expiresAt }, 'lapsed'],
    ['by another app’s path', { appName: 'github' }, 'wrong_app'],
    ['signed out', { session: null }, 'wrong_person'],
    ['as another person', { session: { ...SESSION, id: 's2', user: other } }, 'wrong_person'],
    [
      'after losing the role',
      { session: { ...SESSION, membership: { ...MEMBERSHIP, role: 'member' as const } } },
      'wrong_workspace',
    ],
    ['after leaving the workspace', { session: { ...SESSION, membership: null } }, 'wrong_workspace'],
    [
      'as a member elsewhere',
      { session: { ...SESSION, membership: { ...MEMBERSHIP, workspaceId: 'w2' } } },
      'wrong_workspace',
    ],
    ['without the cookie', { browserSecret: undefined }, 'wrong_browser'],
    ['with another attempt’s cookie', { browserSecret: 'other' }, 'wrong_browser'],
  ])('rejects a return %s', (_, change, reason) => {
    expect(firstFailedCheck({ ...HONEST, ...change })).toBe(reason);
  });
});
