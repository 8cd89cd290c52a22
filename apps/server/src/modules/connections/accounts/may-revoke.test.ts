import { describe, expect, it } from 'vitest';
import { type RevocationBlocker, revocationBlocker, type GrantUser } from './may-revoke.ts';

const OWN = { isManaged: false, isOAuth: true, clientId: 'client-1' };
const HIDDEN = { ...OWN, clientId: null };
const OTHER_CLIENT = { ...OWN, clientId: 'client-2' };
const MANAGED = { isManaged: true, isOAuth: true, clientId: null };
const KEY = { isManaged: false, isOAuth: false, clientId: null };

const user = (change: Partial<GrantUser> = {}): GrantUser => ({
  appSlug: 'gmail',
  identity: 'ada@example.com',
  authConfig: OWN,
  ...change,
});

describe('of an account by itself', () => {
  it.each<[string, Partial<GrantUser>, RevocationBlocker | null]>([
    ['the project’s own client, and a known person', {}, null],
    ['its client’s id cannot be read', { authConfig: HIDDEN }, null],
    ['the provider’s client', { authConfig: MANAGED }, 'managed_client'],
    ['whose client it is, is not said', { authConfig: { ...OWN, isManaged: null } }, 'managed_client'],
    ['a key', { authConfig: KEY }, 'no_oauth'],
    ['the scheme is not said', { authConfig: { ...OWN, isOAuth: null } }, 'no_oauth'],
    ['an auth config that is gone', { authConfig: null }, 'no_oauth'],
    ['a person who is not known', { identity: null }, 'identity_unknown'],
  ])('%s: %j → %s', (_, change, blocker) => {
    expect(revocationBlocker(user(change), [])).toBe(blocker);
  });
});

describe('of an account beside another one', () => {
  it.each<[string, Partial<GrantUser>, RevocationBlocker | null]>([
    ['the same app again', {}, 'grant_shared'],
    ['another app with the same client', { appSlug: 'drive' }, 'grant_shared'],
    ['the same person in other letters', { identity: ' ADA@Example.com ' }, 'grant_shared'],
    ['another app, where the client cannot be read', { appSlug: 'drive', authConfig: HIDDEN }, 'grant_shared'],
    ['another app, of which nothing is known', { appSlug: 'drive', authConfig: null }, 'grant_shared'],
    ['another app with another client', { appSlug: 'drive', authConfig: OTHER_CLIENT }, null],
    ['the same app with another client', { authConfig: OTHER_CLIENT }, null],
    ['the provider’s client, which is not ours', { authConfig: MANAGED }, null],
    ['whose client it is, is not said', { authConfig: { ...HIDDEN, isManaged: null } }, 'grant_shared'],
    ['a key, which is no grant', { authConfig: KEY }, null],
    ['another person', { identity: 'grace@example.com' }, null],
    ['a person who is not known, such as in an open attempt', { identity: null }, 'grant_shared'],
    ['a name in place of an address', { identity: 'ada' }, 'grant_shared'],
    ['a name in another app', { appSlug: 'drive', identity: 'Ada Lovelace' }, 'grant_shared'],
    ['a person who is not known, with another client', { identity: null, authConfig: OTHER_CLIENT }, null],
  ])('%s: %j → %s', (_, change, blocker) => {
    expect(revocationBlocker(user(), [user({ identity: 'grace@example.com' }), user(change)])).toBe(blocker);
  });

  it.each<[string, [string, string], RevocationBlocker | null]>([
    ['two names of one app', ['github', 'grace'], null],
    ['one name in one app', ['github', 'Ada'], 'grant_shared'],
    ['names of two apps, which may call one person differently', ['gist', 'lovelace'], 'grant_shared'],
  ])('%s', (_, [appSlug, identity], blocker) => {
    const released = user({ appSlug: 'github', identity: 'ada' });
    expect(revocationBlocker(released, [user({ appSlug, identity })])).toBe(blocker);
  });

  it('takes one that shares among many that do not', () => {
    const others = Array.from({ length: 50 }, (_, n) => user({ identity: `person-${n}@example.com` }));
    expect(revocationBlocker(user(), others)).toBeNull();
    expect(revocationBlocker(user(), [...others, user({ appSlug: 'drive' })])).toBe('grant_shared');
  });
});
