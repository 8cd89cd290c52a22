import { describe, expect, it } from 'vitest';
import { returnUrl } from './return-url.ts';

const success = { kind: 'success', accountId: 'ca_1', appName: 'slack' } as const;

describe('returnUrl', () => {
  it('starts a query where there was none', () => {
    expect(returnUrl('https://a.test/cb', success)).toBe(
      'https://a.test/cb?status=success&connected_account_id=ca_1&connectedAccountId=ca_1&appName=slack',
    );
  });

  it('keeps the caller’s query byte for byte, and its fragment', () => {
    const url = returnUrl('https://a.test/cb?n=a%2Fb+c%20d&status=mine#part', success);
    expect(url).toMatch(/^https:\/\/a\.test\/cb\?n=a%2Fb\+c%20d&status=mine&status=success&/);
    expect(url).toMatch(/#part$/);
  });

  it('escapes the error', () => {
    const url = returnUrl('https://a.test/', { ...success, kind: 'failed', error: 'a&b=c\r\nd' });
    expect(new URL(url).searchParams.get('error')).toBe('a&b=c\r\nd');
  });

  it('carries the session and nothing else in verifier mode', () => {
    expect(returnUrl('https://a.test/cb', { kind: 'session', uri: 'urn:x' })).toBe(
      'https://a.test/cb?session_uri=urn%3Ax',
    );
  });
});
