import { describe, expect, it } from 'vitest';
import { testSandbox } from '../test-support/test-sandbox.ts';
import type { TestSandbox } from '../test-support/test-sandbox.ts';

const statuses = async (sandbox: TestSandbox, count: number): Promise<number[]> => {
  const seen: number[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await sandbox.api('GET', '/toolkits/slack')).status);
  return seen;
};

describe('faults', () => {
  it('answers the asked status as often as asked', async () => {
    const sandbox = await testSandbox();
    sandbox.control.faults.set([{ match: { method: 'get', path: '/toolkits/slack' }, status: 503, times: 2 }]);
    expect(await statuses(sandbox, 3)).toEqual([503, 503, 200]);
  });

  it('spreads a rate evenly', async () => {
    const sandbox = await testSandbox();
    sandbox.control.faults.set([{ match: {}, status: 500, rate: 0.25 }]);
    expect(await statuses(sandbox, 8)).toEqual([200, 200, 200, 500, 200, 200, 200, 500]);
  });

  it('matches a prefix, an expression and a method, and nothing else', async () => {
    const sandbox = await testSandbox();
    const seen = async (path: string | RegExp): Promise<number | undefined> => {
      sandbox.control.faults.set([{ match: { path }, status: 500 }]);
      return (await statuses(sandbox, 1))[0];
    };
    expect(await seen('/toolkits/*')).toBe(500);
    expect(await seen('/api/v3.1/toolkits/slack')).toBe(500);
    expect(await seen(/slack$/g)).toBe(500);
    expect(await seen('/tools/*')).toBe(200);
    sandbox.control.faults.set([{ match: { method: 'POST' }, status: 500 }]);
    expect(await statuses(sandbox, 1)).toEqual([200]);
    sandbox.control.faults.clear();
  });

  it('writes the documented body of 429, with Retry-After', async () => {
    const sandbox = await testSandbox();
    sandbox.control.faults.set([{ match: {}, status: 429 }]);
    const response = await fetch(`${sandbox.url}/api/v3.1/toolkits`, { headers: { 'x-api-key': sandbox.apiKey } });
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await response.json()).toEqual({ message: expect.stringContaining('Rate limit exceeded.') });
  });

  it('cuts the connection before the work, or after it', async () => {
    const sandbox = await testSandbox();
    const auth_config_id = await sandbox.authConfig('slack');
    const link = (): Promise<unknown> => sandbox.link(auth_config_id);
    sandbox.control.faults.set([{ match: { path: '/connected_accounts/link' }, cut: true }]);
    await expect(link()).rejects.toThrow('fetch failed');
    expect(sandbox.control.accounts()).toHaveLength(0);
    sandbox.control.faults.set([{ match: { path: '/connected_accounts/link' }, cut: true, afterWork: true }]);
    await expect(link()).rejects.toThrow('fetch failed');
    expect(sandbox.control.accounts()).toHaveLength(1);
  });

  it('delays and then goes on', async () => {
    const sandbox = await testSandbox();
    sandbox.control.faults.set([{ match: {}, delayMs: 20 }]);
    const begun = performance.now();
    expect(await statuses(sandbox, 1)).toEqual([200]);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(19);
  });
});
