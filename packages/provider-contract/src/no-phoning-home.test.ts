import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox } from '@patchbay/sandbox';
import { expect, test } from 'vitest';

interface Seen {
  connects: string[];
  lookups: string[];
  processes: string[];
}

/** Runs an adapter in a separate process without network access, and returns what it attempted. */
async function watch(adapter: string): Promise<{ seen: Seen; host: string }> {
  const sandbox = await startSandbox();
  const here = import.meta.dirname;
  const args = [join(here, 'drive-adapter.fixture.ts'), adapter, sandbox.url, sandbox.apiKey];
  // Like a production process: without the variables by which the SDKs detect tests.
  const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' };
  const preload = ['--import', join(here, 'outside-world.fixture.mjs'), '--no-warnings'];
  const { stderr } = await promisify(execFile)(process.execPath, [...preload, ...args], { env });
  await sandbox.stop();
  return { seen: JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as Seen, host: new URL(sandbox.url).host };
}

test.each(['core', 'legacy'])(
  '%s talks to the configured host only, and starts no process',
  async (adapter) => {
    const { seen, host } = await watch(adapter);
    expect(new Set(seen.connects)).toEqual(new Set([host]));
    expect(seen.lookups).toEqual([]);
    expect(seen.processes).toEqual([]);
  },
  20_000,
);

test('the legacy SDK without our measures does both, so the check works', async () => {
  const { seen } = await watch('careless');
  expect(seen.processes).not.toEqual([]);
  expect([...seen.lookups, ...seen.connects].some((place) => !place.startsWith('127.0.0.1'))).toBe(true);
});
