import type { Request, Response } from 'express';
import { describe, expect, it, vi } from 'vitest';
import { readAttemptCookie, setAttemptCookie } from './attempt-cookie.ts';

const request = (cookie?: string) => ({ headers: { cookie } }) as Request;
const expiresAt = new Date(0);

function flagsOf(publicUrl: string): unknown[] {
  const cookie = vi.fn();
  const req = { headers: {} };
  setAttemptCookie({ cookie, req } as unknown as Response, publicUrl, { attemptId: 'a1', secret: 's', expiresAt });
  return cookie.mock.calls[0] ?? [];
}

describe('the attempt’s cookie', () => {
  it('is bound to the host on https, and not readable by scripts or sent with cross-site requests', () => {
    const flags = { httpOnly: true, sameSite: 'lax', secure: true, path: '/', expires: expiresAt };
    expect(flagsOf('https://patchbay.example')).toEqual(['__Host-patchbay-attempt-a1', 's', flags]);
  });

  it('drops the oldest beyond the limit, because too many cookies would make every request too large', () => {
    const names = Array.from({ length: 41 }, (_, index) => `patchbay-attempt-${String(index).padStart(2, '0')}`);
    const req = request(['session=1', ...names.toReversed().map((name) => `${name}=s`)].join('; '));
    const clearCookie = vi.fn();
    const res = { req, clearCookie, cookie: vi.fn() } as unknown as Response;
    setAttemptCookie(res, 'http://localhost:3000', { attemptId: 'new', secret: 's', expiresAt });
    expect(clearCookie.mock.calls.map(([name]) => name as string)).toEqual([
      'patchbay-attempt-00',
      'patchbay-attempt-01',
    ]);
  });

  it('has no prefix without https, because browsers would reject it', () => {
    expect(flagsOf('http://localhost:3000')[0]).toBe('patchbay-attempt-a1');
  });

  it('is found among others, but not by the end of its name alone', () => {
    const cookies = 'x=1; not-patchbay-attempt-a1=wrong; patchbay-attempt-a1=right; patchbay-attempt-a2=other';
    expect(readAttemptCookie(request(cookies), 'http://localhost:3000', 'a1')).toBe('right');
    expect(readAttemptCookie(request('patchbay-attempt-a2=other'), 'http://localhost:3000', 'a1')).toBeUndefined();
    expect(readAttemptCookie(request(), 'http://localhost:3000', 'a1')).toBeUndefined();
  });

  it('without its prefix is ignored on https, because a sibling subdomain could set it', () => {
    expect(readAttemptCookie(request('patchbay-attempt-a1=planted'), 'https://patchbay.example', 'a1')).toBeUndefined();
  });
});
