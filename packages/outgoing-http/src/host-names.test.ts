import { lookup } from 'node:dns/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { HostNames, Unresolved } from './host-names.ts';
import { type NameServer, startNameServer } from './name-server.fixture.ts';

/** Advances only on request. */
class ManualClock {
  #now = Date.parse('2026-01-01T00:00:00Z');

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}

const running: NameServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server[Symbol.asyncDispose]();
});

type Answer = Parameters<typeof startNameServer>[0];

/** Names known to a name server; the system knows `in-hosts-file`, and records what it was asked. */
async function world(answer: Answer) {
  const server = await startNameServer(answer);
  running.push(server);
  const clock = new ManualClock();
  const system = { asked: [] as string[], now: 0, most: 0 };
  const askSystem = async (hostname: string) => {
    system.asked.push(hostname);
    system.most = Math.max(system.most, (system.now += 1));
    await new Promise((resolve) => setImmediate(resolve));
    system.now -= 1;
    if (hostname !== 'in-hosts-file') throw new Error('ENOTFOUND');
    return [{ address: '10.0.0.7', family: 4 }];
  };
  const names = new HostNames({ clock, servers: [server.address], askSystem });
  const ask = (hostname: string, ms = 10_000) => names.addressesOf(hostname, AbortSignal.timeout(ms));
  return { server, clock, system, ask };
}

const v4 = (address: string) => ({ address, family: 4 });
const v6 = (address: string) => ({ address, family: 6 });

describe('a name', () => {
  it('has the addresses of both families', async () => {
    const { ask, system } = await world((_name, type) =>
      type === 'A' ? ['1.1.1.1', '10.0.0.1'] : ['2606:4700::1111'],
    );
    expect(await ask('example.com')).toEqual([v4('1.1.1.1'), v4('10.0.0.1'), v6('2606:4700::1111')]);
    expect(system.asked).toEqual([]);
  });

  it('with addresses of one family has those, even if no name server answers for the other', async () => {
    const { ask } = await world((name, type) => (type === 'A' ? ['1.1.1.1'] : name === 'a.example' ? [] : 'silent'));
    expect(await Promise.all([ask('a.example'), ask('b.example')])).toEqual([[v4('1.1.1.1')], [v4('1.1.1.1')]]);
  });

  it('that no server knows may be in a hosts file: the system is asked, one name at a time', async () => {
    const { ask, system } = await world(() => 'no such name');
    const others = Array.from({ length: 20 }, (_, n) => ask(`${n}.example`).catch(() => undefined));
    expect(await ask('in-hosts-file')).toEqual([v4('10.0.0.7')]);
    await Promise.all(others);
    expect([system.asked.length, system.most]).toEqual([21, 1]);
  });

  it('called localhost is not sent to a name server', async () => {
    const { ask, server, system } = await world(() => ['1.1.1.1']);
    await expect(ask('localhost')).rejects.toBeInstanceOf(Unresolved);
    expect([server.asked, system.asked]).toEqual([[], ['localhost']]);
  });
});

describe('names that no name server answers for', () => {
  it(
    'time out and block no others: forty of them blocked the process’s own lookups for minutes',
    { timeout: 30_000 },
    async () => {
      const { ask, system } = await world(() => 'silent');
      let ended = 0;
      const asked = Array.from({ length: 40 }, async (_, n) => {
        const outcome = await ask(`${n}.example`).catch((error: unknown) => error);
        ended += 1;
        return outcome;
      });
      await lookup('localhost');
      expect(ended).toBe(0);
      for (const outcome of await Promise.all(asked)) expect(outcome).toBeInstanceOf(Unresolved);
      expect(system.asked).toEqual([]);
    },
  );

  it('are canceled with the request', async () => {
    const { ask } = await world(() => 'silent');
    let hasOtherEnded = false;
    const other = ask('other.example').catch(() => (hasOtherEnded = true));
    await expect(ask('example.com', 50)).rejects.toBeInstanceOf(Unresolved);
    expect(hasOtherEnded).toBe(false);
    await other;
  });
});

describe('a name that did not resolve', () => {
  it('is not looked up again within half a minute, but then it is', async () => {
    const { ask, server, system, clock } = await world(() => 'no such name');
    const outcome = () => ask('example.com').then(String, () => [server.asked.length, system.asked.length]);
    expect(await outcome()).toEqual([2, 1]);
    clock.advance(29_999);
    expect(await outcome()).toEqual([2, 1]);
    clock.advance(1);
    expect(await outcome()).toEqual([4, 2]);
  });

  it('is forgotten when there are too many of them', async () => {
    const { ask, server } = await world(() => 'no such name');
    const askAll = async (count: number) => {
      for (let n = 0; n < count; n += 1) await ask(`${n}.example`).catch(() => undefined);
    };
    await askAll(1_001);
    server.asked.length = 0;
    await ask('1.example').catch(() => undefined);
    expect(server.asked).toEqual([]);
    await ask('0.example').catch(() => undefined);
    expect(server.asked).toHaveLength(2);
  });

  it('is not one that waited for others until its request ended', async () => {
    const names = new HostNames({ clock: new ManualClock(), askSystem: () => Promise.resolve([v4('10.0.0.7')]) });
    await expect(names.addressesOf('localhost', AbortSignal.abort())).rejects.toBeInstanceOf(Unresolved);
    expect(await names.addressesOf('localhost', AbortSignal.timeout(1_000))).toEqual([v4('10.0.0.7')]);
  });
});
