import { beforeEach, describe, expect, it } from 'vitest';
import { onBehalfOf } from '../../platform/limits/on-behalf-of.ts';
import { countedProvider } from './counted-provider.ts';
import { type Provider, ProviderFailure } from '@patchbay/provider';
import { ProviderBudget } from './provider-budget.ts';

let now = 60_000;
const clock = { now: () => new Date(now) };
let calls: string[];
let provider: Provider;

/** A provider that accepts every method and records its name. */
const noting = () =>
  new Proxy({} as Provider, {
    get: (_target, name) => (name === 'identity' ? undefined : () => Promise.resolve(void calls.push(String(name)))),
  });

/** With a budget of 100 calls per minute. */
beforeEach(() => {
  now += 60_000;
  calls = [];
  provider = countedProvider(noting(), new ProviderBudget(100, clock));
});

type Outcome = 'ok' | ProviderFailure['kind'];

async function ask(call: () => Promise<unknown>): Promise<Outcome> {
  return call().then(
    () => 'ok' as const,
    (error: unknown) => {
      if (error instanceof ProviderFailure) return error.kind;
      throw error;
    },
  );
}
const times = async (count: number, call: () => Promise<unknown>): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (let done = 0; done < count; done += 1) outcomes.push(await ask(call));
  return outcomes;
};
const ok = (outcomes: Outcome[]) => outcomes.filter((outcome) => outcome === 'ok').length;
const by = (who: string, call: () => Promise<unknown>) => () =>
  onBehalfOf({ kind: 'request', callers: [`user ${who}`, `workspace of ${who}`] }, call);

const read = () => provider.readAccount('ca_1');
const remove = () => provider.deleteAccount('ca_1');

describe('calls to the provider', () => {
  it('of one person are limited, and refused calls are not sent', async () => {
    expect(await times(8, by('ada', read))).toEqual([...Array<Outcome>(6).fill('ok'), 'limited', 'limited']);
    expect(calls).toHaveLength(6);
    expect(await ask(by('grace', read))).toBe('ok');
    now += 60_000;
    expect(await ask(by('ada', read))).toBe('ok');
  });

  it('of many new accounts together are limited too, and leave jobs, maintenance, deletions and actions their shares', async () => {
    const people = Array.from({ length: 10 }, (_, number) => times(6, by(`person ${number}`, read)));
    expect(ok((await Promise.all(people)).flat())).toBe(25);
    expect(await ask(read)).toBe('ok');
    expect(await ask(by('ada', remove))).toBe('ok');
    expect(await ask(by('ada', () => provider.executeAction({} as never)))).toBe('ok');
    expect(await ask(by('person 1', () => provider.proxy({} as never)))).toBe('ok');
    expect(await ask(() => onBehalfOf({ kind: 'job', callers: ['workspace w'] }, read))).toBe('ok');
  });

  it('of maintenance, jobs and deletions leave people their share', async () => {
    await times(50, read);
    await times(50, () => onBehalfOf({ kind: 'job', callers: [] }, read));
    await times(50, remove);
    expect(await ask(by('ada', read))).toBe('ok');
  });

  it('that read details of apps ahead of people take nothing from upkeep, and a person who needs them now waits for none', async () => {
    const details = () => provider.readSchemes('slack');
    expect(await times(3, details)).toEqual(['ok', 'ok', 'busy']);
    expect(await ask(by('ada', details))).toBe('ok');
    expect(ok(await times(5, read))).toBe(5);
  });

  it('that delete are retried after their share is used up, and all succeed in the end', async () => {
    let left = 40;
    for (let minutes = 0; left > 0 && minutes < 10; minutes += 1) {
      left -= ok(await times(left, by('ada', remove)));
      now += 60_000;
    }
    expect([left, calls.length]).toEqual([0, 40]);
  });

  it('tell a request how long to wait', async () => {
    const told: number[] = [];
    const cause = {
      kind: 'request' as const,
      callers: ['user ada'],
      retryAfter: (seconds: number) => told.push(seconds),
    };
    await times(7, () => onBehalfOf(cause, read));
    expect(told).toEqual([60]);
  });

  it('that confirm a return are never refused', async () => {
    expect(ok(await times(200, () => provider.completeAuth('w', 's')))).toBe(200);
  });
});

it.each(['openLink', 'armTrigger', 'ensureWebhook', 'revokeAccount', 'ping', 'aMethodOfTomorrow'])(
  'a method is counted, also one that is added to the port later: %s',
  async (name) => {
    const one = countedProvider(noting(), new ProviderBudget(1, clock));
    const call = () => onBehalfOf({ kind: 'request', callers: ['user ada'] }, one[name as 'ping']);
    expect((await times(2, call))[1]).not.toBe('ok');
    expect(calls).toEqual([name]);
  },
);
