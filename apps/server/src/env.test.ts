import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENV_NAMES, readEnv } from './env.ts';
import { settingsFrom } from './settings.ts';

describe('readEnv', () => {
  it('needs nothing', () => {
    expect(settingsFrom(readEnv({}))).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      databaseUrl: null,
      composio: null,
      host: '127.0.0.1',
      activationPolicy: 'recoverable',
      attemptTtl: 600_000,
    });
  });

  it('takes an empty value for an absent one', () => {
    expect(settingsFrom(readEnv({ PORT: '', DATABASE_URL: '' }))).toMatchObject({ port: 3000, databaseUrl: null });
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

  it('keeps the public address to its origin', () => {
    expect(settingsFrom(readEnv({ PUBLIC_URL: 'https://connect.example.com/' })).publicUrl).toBe(
      'https://connect.example.com',
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
