import { describe, expect, it } from 'vitest';
import type { Account, AccountStatus } from '@patchbay/provider';
import { type Judged, judgeAttempt, RECOVERY_DELAY_MS, RETURN_COUNTS_MS } from './judge-attempt.ts';

const NOW = new Date('2026-01-01T12:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);

const OPEN: Judged['attempt'] = {
  workspaceId: 'w1',
  appSlug: 'slack',
  accountId: 'ca_1',
  endUserId: null,
  authConfigId: 'ac_1',
  returnedAt: null,
  activeSeenAt: null,
  confirmedAt: null,
};
const RETURNED = { ...OPEN, returnedAt: NOW };

function account(status: AccountStatus, more: Partial<Account> = {}): Account {
  return {
    id: 'ca_1',
    status,
    statusReason: null,
    appSlug: 'slack',
    workspaceId: 'w1',
    authConfigId: 'ac_1',
    identity: null,
    authScheme: null,
    scopes: { requested: null, granted: null },
    ...more,
  };
}

function judge(attempt: Judged['attempt'], found: Account | null, given: Partial<Judged> = {}) {
  const defaults = { now: NOW, asker: 'background', policy: 'verified', verifier: false } as const;
  const verdict = judgeAttempt({ attempt, account: found, ...defaults, ...given });
  return verdict.is === 'refused' ? `refused: ${verdict.reason.code}` : verdict.is;
}

describe('a person returned, and every check passed', () => {
  it.each([
    ['initializing', 'waiting'],
    ['initiated', 'waiting'],
    ['active', 'authorized'],
    ['failed', 'refused: provider_failed'],
    ['expired', 'refused: lapsed'],
    ['revoked', 'refused: grant_revoked'],
    ['inactive', 'refused: account_disabled'],
  ] as const)('an account that is %s: %s', (status, verdict) => {
    expect(judge(RETURNED, account(status))).toBe(verdict);
  });

  it('keeps the provider’s message', () => {
    const verdict = judgeAttempt({
      attempt: RETURNED,
      account: account('failed', { statusReason: 'token exchange failed' }),
      now: NOW,
      asker: 'background',
      policy: 'verified',
      verifier: false,
    });
    expect(verdict).toEqual({ is: 'refused', reason: { code: 'provider_failed', detail: 'token exchange failed' } });
  });
});

describe('an account that is not the attempt’s', () => {
  it.each([
    ['of another app', { appSlug: 'github' }],
    ['of another workspace', { workspaceId: 'w2' }],
    ['by its id', { id: 'ca_2' }],
    ['of another auth config', { authConfigId: 'ac_2' }],
    ['of no auth config', { authConfigId: null }],
  ])('%s is refused although it is active', (_, more) => {
    expect(judge(RETURNED, account('active', more))).toBe('refused: wrong_account');
  });

  it('is accepted when the provider no longer names owners', () => {
    expect(judge(RETURNED, account('active', { workspaceId: null }))).toBe('authorized');
  });

  it('is accepted when the provider never reported an auth config', () => {
    expect(judge({ ...OPEN, authConfigId: null }, account('active'))).toBe('unreturned');
  });

  it('that does not exist is refused', () => {
    expect(judge(RETURNED, null)).toBe('refused: account_missing');
  });
});

describe('a person returned before the account was active', () => {
  const early = (ms: number) => ({ ...OPEN, returnedAt: ago(ms), activeSeenAt: ago(ms) });

  it('the return is valid for five seconds, to the millisecond, however long the account has been active', () => {
    expect(judge(early(RETURN_COUNTS_MS), account('active'))).toBe('authorized');
    expect(judge(early(RETURN_COUNTS_MS + 1), account('active'))).toBe('unreturned');
    expect(judge(early(RETURN_COUNTS_MS * 100), account('active'), { asker: 'person' })).toBe('unreturned');
  });

  it('with the verifier it is valid once the provider has confirmed it, however late that is', () => {
    const verifier = { verifier: true };
    expect(judge(RETURNED, account('active'), verifier)).toBe('unreturned');
    expect(judge({ ...early(300_000), confirmedAt: ago(1) }, account('active'), verifier)).toBe('authorized');
  });
});

describe('no browser has returned', () => {
  const seen = (ms: number) => ({ ...OPEN, activeSeenAt: ago(ms) });

  it('never activates under the default policy, for any asker and however long it waits', () => {
    for (const asker of ['person', 'background'] as const) {
      expect(judge(seen(RECOVERY_DELAY_MS * 100), account('active'), { asker })).toBe('unreturned');
    }
  });

  it('activates under `recoverable` when a person refreshes', () => {
    expect(judge(OPEN, account('active'), { policy: 'recoverable', asker: 'person' })).toBe('authorized');
  });

  it('activates under `recoverable` by itself after a minute, to the millisecond', () => {
    const given = { policy: 'recoverable' } as const;
    expect(judge(OPEN, account('active'), given)).toBe('unreturned');
    expect(judge(seen(RECOVERY_DELAY_MS - 1), account('active'), given)).toBe('unreturned');
    expect(judge(seen(RECOVERY_DELAY_MS), account('active'), given)).toBe('authorized');
  });
});
