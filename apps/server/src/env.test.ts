import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENV_NAMES, readEnv } from './env.ts';
import { settingsFrom } from './settings.ts';

describe('readEnv', () => {
  it('needs nothing', () => {
    expect(settingsFrom(readEnv({}))).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      database: null,
      composio: null,
      host: '127.0.0.1',
      activationPolicy: 'recoverable',
      attemptTtl: 600_000,
    });
  });

  it.each([
    [{}, 'recoverable'],
    [{ PUBLIC_URL: 'http://127.0.0.1:4000' }, 'recoverable'],
    [{ PUBLIC_URL: 'http://[::1]:4000' }, 'recoverable'],
    [{ PUBLIC_URL: 'http://patchbay.localhost' }, 'recoverable'],
    [{ PUBLIC_URL: 'https://connect.example.com' }, 'verified'],
    [{ PUBLIC_URL: 'http://localhost.example.com' }, 'verified'],
    [{ PUBLIC_URL: 'http://192.168.0.10:3000' }, 'verified'],
    [{ PUBLIC_URL: 'http://127.0.0.1.example.com' }, 'verified'],
    [{ COMPOSIO_API_KEY: 'key' }, 'verified'],
    [{ COMPOSIO_VERIFIER: 'on' }, 'verified'],
    [{ COMPOSIO_API_KEY: 'key', ACTIVATION_POLICY: 'recoverable' }, 'recoverable'],
    [{ ACTIVATION_POLICY: 'verified' }, 'verified'],
  ] as const)('with %j activation is %s', (given, policy) => {
    expect(settingsFrom(readEnv(given)).activationPolicy).toBe(policy);
  });

  it('refuses a policy that the verifier would make meaningless: it was ignored in silence', () => {
    expect(() => readEnv({ COMPOSIO_VERIFIER: 'on', ACTIVATION_POLICY: 'recoverable' })).toThrow('ACTIVATION_POLICY');
  });

  it('takes an empty value for an absent one', () => {
    expect(settingsFrom(readEnv({ PORT: '', DATABASE_URL: '' }))).toMatchObject({ port: 3000, database: null });
  });

  it('names everything that is wrong, at once', () => {
    const bad = {
      PORT: 'many',
      DATABASE_URL: 'mysql://x',
      PATCHBAY_ATTEMPT_TTL_SECONDS: '601',
      PATCHBAY_SECRET: 'short',
    };
    expect(() => readEnv(bad)).toThrow(/PORT[^]*DATABASE_URL[^]*PATCHBAY_SECRET[^]*PATCHBAY_ATTEMPT_TTL_SECONDS/);
  });

  it('wants a secret with a database that other processes may share', () => {
    expect(() => readEnv({ DATABASE_URL: 'postgres://db/patchbay' })).toThrow('PATCHBAY_SECRET');
  });

  it.each(['https://connect.example.com/', 'https://connect.example.com', 'https://Connect.example.com:443'])(
    'takes the public address for an origin: %s',
    (address) => {
      expect(settingsFrom(readEnv({ PUBLIC_URL: address })).publicUrl).toBe('https://connect.example.com');
    },
  );

  it.each(['/patchbay', '/?from=mail', '/#top', '?', '/patchbay/'])(
    'refuses a public address with more than an origin, %s, which was cut off silently',
    (rest) => {
      const bad = { PUBLIC_URL: `https://connect.example.com${rest}`, PORT: 'many' };
      expect(() => readEnv(bad)).toThrow(/PORT[^]*PUBLIC_URL: the origin alone/);
    },
  );

  it('refuses a public address with a password, and what is no address, once each', () => {
    expect(() => readEnv({ PUBLIC_URL: 'https://ada:secret@connect.example.com' })).toThrow('the origin alone');
    expect(() => readEnv({ PUBLIC_URL: 'connect.example.com' })).toThrow(
      /^The environment is not valid:\n {2}PUBLIC_URL: .+$/,
    );
  });
});

describe('the README', () => {
  it('has a row for each variable, and none for what is not read', () => {
    const text = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` /gm)].map(([, name]) => name);
    expect(new Set(rows)).toEqual(new Set(ENV_NAMES));
  });
});
