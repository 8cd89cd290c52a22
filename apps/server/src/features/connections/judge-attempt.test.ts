import { describe, expect, it } from 'vitest';
import type { Account, AccountStatus } from '../provider/provider.port.ts';
import { EARLY_RETURN_MS, type Judged, judgeAttempt, UNCLAIMED_MS } from './judge-attempt.ts';

const NOW = new Date('2026-01-01T12:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);

const OPEN: Judged['attempt'] = {
  workspaceId: 'w1',
  appSlug: 'slack',
  accountId: 'ca_1',
  authConfigId: 'ac_1',
  returnedAt: null,
  activeSeenAt: null,
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
    ...more,
  };
}

function judge(attempt: Judged['attempt'], found: Account | null, policy: 'recoverable' | 'verified' = 'recoverable') {
  const verdict = judgeAttempt({ attempt, account: found, now: NOW, arriving: attempt === RETURNED, policy });
  return verdict.is === 'refused' ? `refused: ${verdict.reason.code}` : verdict.is;
}

describe('a person has come back, and every check held', () => {
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

  it('keeps the provider’s words', () => {
    const verdict = judgeAttempt({
      attempt: RETURNED,
      account: account('failed', { statusReason: 'token exchange failed' }),
      now: NOW,
      arriving: true,
      policy: 'verified',
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

  it('is not suspected only because the provider no longer names owners', () => {
    expect(judge(RETURNED, account('active', { workspaceId: null }))).toBe('authorized');
  });

  it('is not suspected of another auth config where the provider never said which it would be', () => {
    expect(judge({ ...OPEN, authConfigId: null }, account('active'))).toBe('unclaimed');
  });

  it('that does not exist is refused', () => {
    expect(judge(RETURNED, null)).toBe('refused: account_missing');
  });
});

describe('a person came back before the account was active', () => {
  const early = (seenFor: number) => ({ ...OPEN, returnedAt: ago(300_000), activeSeenAt: ago(seenFor) });

  it('waits for whoever approved it after that, under either policy', () => {
    expect(judge({ ...OPEN, returnedAt: ago(1) }, account('active'))).toBe('unclaimed');
    for (const policy of ['recoverable', 'verified'] as const) {
      expect(judge(early(EARLY_RETURN_MS - 1), account('active'), policy)).toBe('unclaimed');
      expect(judge(early(EARLY_RETURN_MS), account('active'), policy)).toBe('authorized');
    }
  });
});

describe('nobody has come back', () => {
  const seen = (ms: number) => ({ ...OPEN, activeSeenAt: ago(ms) });

  it('starts the clock when the account is first seen active', () => {
    expect(judge(OPEN, account('active'))).toBe('unclaimed');
  });

  it('waits for a minute, to the millisecond', () => {
    expect(judge(seen(UNCLAIMED_MS - 1), account('active'))).toBe('unclaimed');
    expect(judge(seen(UNCLAIMED_MS), account('active'))).toBe('authorized');
  });

  it('never activates under the strict policy', () => {
    expect(judge(seen(UNCLAIMED_MS * 100), account('active'), 'verified')).toBe('unclaimed');
  });
});
