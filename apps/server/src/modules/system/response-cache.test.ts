import { beforeEach, expect, it } from 'vitest';
import { withResponseCache } from './response-cache.ts';

let now = 0;
let asked = 0;
let answer: () => Promise<null>;
const clock = { now: () => new Date(now) };
const identity = { name: 'composio', sdk: 'core', api: 'v3' } as const;

const provider = {
  identity,
  ping: () => Promise.resolve(),
  readWebhook: () => {
    asked += 1;
    return answer();
  },
};

beforeEach(() => {
  [now, asked, answer] = [0, 0, () => Promise.resolve(null)];
});

it('asks the provider once in half a minute, regardless of how often people ask', async () => {
  const lately = withResponseCache(provider, clock);
  await Promise.all([lately.readWebhook(), lately.readWebhook()]);
  now = 29_999;
  await lately.readWebhook();
  expect(asked).toBe(1);
  now = 30_000;
  await lately.readWebhook();
  expect(asked).toBe(2);
});

it('asks again after a failure, and after our own change', async () => {
  const lately = withResponseCache(provider, clock);
  answer = () => Promise.reject(new Error('away'));
  await expect(lately.readWebhook()).rejects.toThrow('away');
  answer = () => Promise.resolve(null);
  expect(await lately.readWebhook()).toBeNull();
  lately.forget();
  await lately.readWebhook();
  expect(asked).toBe(3);
});
