import type { Request, Response } from 'express';
import { describe, expect, it, vi } from 'vitest';
import { redirectToCanonicalHost } from './canonical-host.ts';

const publicUrl = 'http://localhost:3000';

function visit(host: string, path: string, publicUrlIsDefault = true): string {
  const redirect = vi.fn();
  const next = vi.fn();
  const asked = { originalUrl: path, path: path.split('?')[0] };
  const req = { method: 'GET', headers: { host }, ...asked, accepts: () => true } as unknown as Request;
  void redirectToCanonicalHost({ publicUrl, publicUrlIsDefault })(req, { redirect } as unknown as Response, next);
  return next.mock.calls.length > 0 ? 'stays' : String(redirect.mock.calls[0]?.[1]);
}

describe('redirectToCanonicalHost', () => {
  it('sends another name of this machine to the one that cookies are made for', () => {
    expect(visit('127.0.0.1:3000', '/applications')).toBe('http://localhost:3000/applications');
    expect(visit('127.0.0.1:3000', '/marketplace?q=mail')).toBe('http://localhost:3000/marketplace?q=mail');
    expect(visit('localhost:3000', '/applications')).toBe('stays');
  });

  it('does nothing where the address was configured: behind a proxy the host is not what the visitor typed', () => {
    expect(visit('internal:3000', '/', false)).toBe('stays');
  });

  it.each(['//evil.example', '/\\evil.example', '/assets/x.js'])('never redirects %s', (path) => {
    expect(visit('127.0.0.1:3000', path)).toBe('stays');
  });
});
