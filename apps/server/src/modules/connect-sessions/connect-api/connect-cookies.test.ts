import type { Request, Response } from 'express';
import { describe, expect, it, vi } from 'vitest';
import { connectSecretsIn, readConnectCookie, setConnectCookie } from './connect-cookies.ts';

const expiresAt = new Date(0);
const HTTPS = 'https://connect.example';
const HTTP = 'http://localhost:3000';
const request = (cookie: string) => ({ headers: { cookie } }) as Request;

function set(publicUrl: string, kind: 'session' | 'flow', held: string[] = []) {
  const [cookie, clearCookie] = [vi.fn(), vi.fn()];
  const res = { cookie, clearCookie, req: request(held.map((name) => `${name}=x`).join('; ')) } as unknown as Response;
  setConnectCookie(res, { publicUrl, kind }, { id: 'new', value: 'secret', expiresAt });
  return { given: cookie.mock.calls[0] as unknown[], cleared: clearCookie.mock.calls.map(([name]) => name as string) };
}

describe.each([
  ['session', 'patchbay-connect-', 8],
  ['flow', 'patchbay-flow-', 16],
] as const)('the cookie of a %s', (kind, prefix, max) => {
  it('is bound to our host on https, read by no script, and sent with no request of another site', () => {
    const flags = { httpOnly: true, sameSite: 'lax', secure: true, path: '/', expires: expiresAt };
    expect(set(HTTPS, kind).given).toEqual([`__Host-${prefix}new`, 'secret', flags]);
    expect(set(HTTP, kind).given).toEqual([`${prefix}new`, 'secret', { ...flags, secure: false }]);
  });

  it(`is one of at most ${max}: the oldest of its kind go, and nothing else`, () => {
    const others = ['session', `${prefix}new`, 'patchbay-attempt-1', ...['a', 'b'].map((id) => `other-${prefix}${id}`)];
    const own = Array.from({ length: max + 1 }, (_, index) => `${prefix}${index}`);
    expect(set(HTTP, kind, [...others, ...own]).cleared).toEqual([`${prefix}0`, `${prefix}1`]);
    expect(set(HTTP, kind, own.slice(0, max - 1)).cleared).toEqual([]);
  });

  it('is read by its whole name, on https only where a browser vouches for the host', () => {
    const req = request(`${prefix}a=plain; __Host-${prefix}b=bound; ${prefix}ab=longer`);
    expect(readConnectCookie(req, { publicUrl: HTTP, kind }, 'a')).toBe('plain');
    expect(readConnectCookie(req, { publicUrl: HTTPS, kind }, 'a')).toBeUndefined();
    expect(readConnectCookie(req, { publicUrl: HTTPS, kind }, 'b')).toBe('bound');
    expect([...connectSecretsIn(req, { publicUrl: HTTPS, kind })]).toEqual([['b', 'bound']]);
  });
});
