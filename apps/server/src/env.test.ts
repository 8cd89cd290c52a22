import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ENV_NAMES, readEnv } from './env.ts';
import { settingsFrom } from './settings.ts';

describe('readEnv', () => {
  it('has no required variables', () => {
    expect(settingsFrom(readEnv({}))).toMatchObject({
      port: 3000,
      publicUrl: 'http://localhost:3000',
      connectUrl: 'http://localhost:3000',
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

  it('refuses a policy that has no effect with the verifier: it was silently ignored', () => {
    expect(() => readEnv({ COMPOSIO_VERIFIER: 'on', ACTIVATION_POLICY: 'recoverable' })).toThrow('ACTIVATION_POLICY');
  });

  it('treats an empty value as absent', () => {
    expect(settingsFrom(readEnv({ PORT: '', DATABASE_URL: '' }))).toMatchObject({ port: 3000, database: null });
  });

  it('reports all problems at once', () => {
    const bad = {
      PORT: 'many',
      DATABASE_URL: 'mysql://x',
      PATCHBAY_ATTEMPT_TTL_SECONDS: '601',
      PATCHBAY_SECRET: 'short',
    };
    expect(() => readEnv(bad)).toThrow(/PORT[^]*DATABASE_URL[^]*PATCHBAY_SECRET[^]*PATCHBAY_ATTEMPT_TTL_SECONDS/);
  });

  it('requires a secret with a database that other processes may share', () => {
    expect(() => readEnv({ DATABASE_URL: 'postgres://db/patchbay' })).toThrow('PATCHBAY_SECRET');
  });

  it.each([
    ['x'.repeat(31), 'at least 32 bytes'],
    [`${'x'.repeat(32)} y`, 'only letters'],
    ['schlüssel'.repeat(4), 'only letters'],
    [`pb_${'0'.repeat(32)}_${'A'.repeat(43)}`, 'not a key that Patchbay has made'],
    [`pbi_${'0'.repeat(32)}_${'A'.repeat(43)}`, 'not a key that Patchbay has made'],
  ])('refuses the installation key %j, without repeating it', (key, problem) => {
    const read = () => readEnv({ PATCHBAY_INSTALLATION_KEY: key });
    expect(read).toThrow(`PATCHBAY_INSTALLATION_KEY: ${problem}`);
    expect(read).not.toThrow(key);
  });

  it('takes an installation key that a bearer token can be', () => {
    const key = 'ab+/=-._~'.repeat(4);
    expect(settingsFrom(readEnv({ PATCHBAY_INSTALLATION_KEY: key })).installationKey).toBe(key);
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

  it('refuses a public address with a password, and an invalid address, once each', () => {
    expect(() => readEnv({ PUBLIC_URL: 'https://ada:secret@connect.example.com' })).toThrow('the origin alone');
    expect(() => readEnv({ PUBLIC_URL: 'connect.example.com' })).toThrow(
      /^The environment is not valid:\n {2}PUBLIC_URL: .+$/,
    );
  });
});

describe('a secret in a file', () => {
  const dir = mkdtempSync(join(tmpdir(), 'patchbay-test-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const file = (text: string) => {
    const path = join(dir, `secret-${text.length}`);
    writeFileSync(path, text);
    return path;
  };

  it('is read without its trailing newline', () => {
    const env = readEnv({ COMPOSIO_API_KEY_FILE: file('key-of-the-project\n') });
    expect(env.COMPOSIO_API_KEY).toBe('key-of-the-project');
  });

  it('is refused together with the setting itself, when it is empty, and when it cannot be read', () => {
    const both = { COMPOSIO_API_KEY: 'one', COMPOSIO_API_KEY_FILE: file('two') };
    expect(() => readEnv(both)).toThrow('COMPOSIO_API_KEY_FILE: given beside');
    expect(() => readEnv({ PATCHBAY_SECRET_FILE: file('') })).toThrow('is empty');
    expect(() => readEnv({ DATABASE_URL_FILE: join(dir, 'missing') })).toThrow('cannot be read (ENOENT)');
  });
});

describe('PostgreSQL’s own variables', () => {
  const url = { DATABASE_URL: 'postgres://ada@db/app', PATCHBAY_SECRET: 'x'.repeat(32) };

  it('are read, and removed from the environment, where the driver would read them itself', () => {
    const source = { ...url, PGSSLMODE: 'verify-full' };
    expect(readEnv(source).libpq).toEqual({ PGSSLMODE: 'verify-full' });
    expect(source).not.toHaveProperty('PGSSLMODE');
  });

  it('are reported when they are not used, because there is no DATABASE_URL', () => {
    const unused = (env: Record<string, string>) => settingsFrom(readEnv(env)).unusedVariables;
    expect(unused({ PGHOST: 'db', PGSSLMODE: '' })).toEqual(['PGHOST']);
    expect(unused({ ...url, PGHOST: 'db' })).toEqual([]);
  });

  it('are refused by their names', () => {
    expect(() => readEnv({ ...url, PGSERVICE: 'mine' })).toThrow('DATABASE_URL: PGSERVICE is not supported');
  });
});

describe('the README', () => {
  it('has a row for each variable, and none for unknown ones', () => {
    const text = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` /gm)].map(([, name]) => name);
    expect(new Set(rows)).toEqual(new Set(ENV_NAMES));
  });
});

describe('PATCHBAY_CONNECT_URL', () => {
  const at = (env: Record<string, string>) => () =>
    settingsFrom(readEnv({ PUBLIC_URL: 'https://app.example.com', ...env }));

  it('is the origin of the pages for end users; without it they are at PUBLIC_URL', () => {
    expect(at({})().connectUrl).toBe('https://app.example.com');
    expect(at({ PATCHBAY_CONNECT_URL: 'https://connect.example.com' })().connectUrl).toBe(
      'https://connect.example.com',
    );
  });

  it.each([
    ['a path', { PATCHBAY_CONNECT_URL: 'https://connect.example.com/x' }],
    ['another protocol', { PATCHBAY_CONNECT_URL: 'http://connect.example.com' }],
    [
      'the verifier',
      { PATCHBAY_CONNECT_URL: 'https://connect.example.com', COMPOSIO_VERIFIER: 'on', COMPOSIO_API_KEY: 'k' },
    ],
  ])('is refused with %s', (_, env) => {
    expect(at(env)).toThrow('PATCHBAY_CONNECT_URL');
  });
});
