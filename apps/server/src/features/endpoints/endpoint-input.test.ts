import { describe, expect, it } from 'vitest';
import { requireAllowed } from './endpoint-input.ts';

const allowed = (url: string, allowPrivateEndpoints = false) => {
  try {
    requireAllowed(url, { allowPrivateEndpoints });
    return true;
  } catch {
    return false;
  }
};

describe('requireAllowed', () => {
  it('lets public https addresses through', () => {
    expect(allowed('https://hooks.example.com/patchbay?token=1')).toBe(true);
  });

  it.each([
    'http://hooks.example.com/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://printer.local/',
    'https://metadata.google.internal/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest/meta-data',
  ])('keeps %s out, unless the operator allows it', (url) => {
    expect([allowed(url), allowed(url, true)]).toEqual([false, true]);
  });
});
