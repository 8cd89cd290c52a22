import express from 'express';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { type MetricsAccess, metricsAccess } from './metrics-access.ts';

const TOKEN = 'a token of at least 16 characters';
const LOCAL = { metricsToken: null, publicUrl: 'http://localhost:3000', host: '127.0.0.1' };

async function statusOf(access: MetricsAccess, headers: Record<string, string> = {}): Promise<number> {
  const app = express();
  app.get('/metrics', metricsAccess(access), (_req, res) => res.send('metrics'));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  const { status } = await fetch(url, { headers });
  server.close();
  return status;
}

it.each([
  ['on a server for this machine alone', LOCAL, {}, 200],
  ['where people come by another address, as behind a proxy', { ...LOCAL, publicUrl: 'https://a.example' }, {}, 404],
  ['where other machines reach it', { ...LOCAL, host: '0.0.0.0' }, {}, 404],
  ['with the token', { ...LOCAL, host: '0.0.0.0', metricsToken: TOKEN }, { authorization: `Bearer ${TOKEN}` }, 200],
  ['with another token', { ...LOCAL, metricsToken: TOKEN }, { authorization: `Bearer ${TOKEN}x` }, 401],
  ['with none where one is set, from this machine too', { ...LOCAL, metricsToken: TOKEN }, {}, 401],
])('metrics %s', async (...[, access, headers, status]) => {
  expect(await statusOf(access, headers as Record<string, string>)).toBe(status);
});
