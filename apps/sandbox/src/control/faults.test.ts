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

  it('draws by lot, the same for the same seed, whatever is asked in between', async () => {
    const sandbox = await testSandbox();
    const run = async (seed: number, between: () => Promise<unknown>): Promise<number[]> => {
      sandbox.control.faults.set([{ match: {}, status: 500, rate: 0.3, seed }]);
      const seen: number[] = [];
      for (let index = 0; index < 40; index += 1) {
        seen.push(...(await statuses(sandbox, 1)));
        await between();
      }
      return seen;
    };
    const alone = await run(1, () => Promise.resolve());
    expect(await run(1, () => sandbox.api('GET', '/tools?limit=1'))).toEqual(alone);
    expect(await run(2, () => Promise.resolve())).not.toEqual(alone);
    expect(alone.filter((status) => status === 500).length).toBeGreaterThan(5);
    expect(alone.filter((status) => status === 500).length).toBeLessThan(20);
  });

  it('draws alike for accounts of other names', async () => {
    const sandbox = await testSandbox();
    const run = async (id: string): Promise<number[]> => {
      sandbox.control.faults.set([{ match: {}, status: 500, rate: 0.5, seed: 3 }]);
      const seen: number[] = [];
      for (let index = 0; index < 20; index += 1) {
        seen.push((await sandbox.api('GET', `/connected_accounts/${id}`)).status);
      }
      return seen;
    };
    expect(await run('ca_AbCdEf123456')).toEqual(await run('ca_zYxWvU987654'));
  });

  it('goes on to the next fault where the first is not due', async () => {
    const sandbox = await testSandbox();
    sandbox.control.faults.set([
      { match: {}, status: 503, rate: 0.5 },
      { match: {}, status: 500 },
    ]);
    expect(await statuses(sandbox, 4)).toEqual([500, 503, 500, 503]);
  });

  it('matches the whole path of every generation of the API', async () => {
    const sandbox = await testSandbox();
    for (const path of ['/api/v1/apps', '/api/v2/actions', '/api/v3/toolkits', '/api/v3.1/toolkits']) {
      for (const wanted of [path, `${path.slice(0, 7)}*`, new RegExp(`^${path.replaceAll('.', '\\.')}$`)]) {
        sandbox.control.faults.set([{ match: { path: wanted }, status: 502 }]);
        expect((await sandbox.api('GET', path)).status).toBe(502);
      }
    }
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
    sandbox.control.faults.set([{ match: {}, status: 429, retryAfter: 7 }]);
    const longer = await fetch(`${sandbox.url}/api/v3.1/toolkits`, { headers: { 'x-api-key': sandbox.apiKey } });
    expect(longer.headers.get('retry-after')).toBe('7');
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
