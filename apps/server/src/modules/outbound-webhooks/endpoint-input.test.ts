import { describe, expect, it } from 'vitest';
import { endpointFields, requireAllowed } from './endpoint-input.ts';

const allowed = (url: string, allowPrivateEndpoints = false, sandbox: { receiverUrl: string } | null = null) => {
  try {
    requireAllowed(url, { allowPrivateEndpoints, sandbox });
    return true;
  } catch {
    return false;
  }
};

describe('requireAllowed', () => {
  it('accepts public https addresses', () => {
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

  it.each([
    ['http://127.0.0.1:4001/receivers/orders', true],
    ['http://127.0.0.1:4001/receivers/../sandbox/control/clock', false],
    ['http://127.0.0.1:4001/receivers/%2e%2e/sandbox/control/clock', false],
    ['http://127.0.0.1:4001/sandbox', false],
    ['http://127.0.0.1:40011/receivers/orders', false],
    ['http://127.0.0.1:4001@169.254.169.254/receivers/', false],
  ])('opens the receivers of the built-in sandbox, and nothing beside them: %s', (url, isOpen) => {
    expect(allowed(url, false, { receiverUrl: 'http://127.0.0.1:4001/receivers/' })).toBe(isOpen);
    expect(allowed(url)).toBe(false);
  });
});

describe('an endpoint’s address', () => {
  const { url } = endpointFields.shape;

  it.each([
    'https://ada:secret@hooks.example.com/',
    'https://ada@hooks.example.com/',
    'ftp://hooks.example.com/',
    'javascript:alert(1)',
    'hooks.example.com',
    `https://hooks.example.com/${'x'.repeat(2048)}`,
  ])('is not %s', (text) => {
    expect(url.safeParse(text).success).toBe(false);
  });

  it('may contain a token', () => {
    expect(url.safeParse('https://hooks.example.com/patchbay?token=1').success).toBe(true);
  });
});

describe('endpointFields', () => {
  const isTaken = (fields: object) =>
    endpointFields.safeParse({
      url: 'https://hooks.example.com/',
      description: '',
      types: ['trigger.message'],
      apps: [],
      triggers: [],
      ...fields,
    }).success;

  it.each([
    { description: 'a\0b' },
    { description: 'half \ud800' },
    { description: 'turned \u202e round' },
    { url: 'https://hooks.example.com/\0' },
    { url: 'https://hooks.example.com/\ud800' },
  ])('refuses what no column could hold or no person could read: %j', (fields) => {
    expect([isTaken({}), isTaken(fields)]).toEqual([true, false]);
  });
});
