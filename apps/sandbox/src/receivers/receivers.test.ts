import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

const send = async (name: string) => {
  const answer = await fetch(`${sandbox.url}/receivers/${name}`, { method: 'POST', body: '{}' });
  return answer.status;
};

it('a receiver accepts everything until it is broken on purpose, and no other breaks with it', async () => {
  expect(await send('orders')).toBe(204);
  sandbox.control.receivers.setBroken('orders', true);
  expect([await send('orders'), await send('invoices')]).toEqual([503, 204]);
  sandbox.control.receivers.setBroken('orders', false);
  expect(await send('orders')).toBe(204);
});
