import express, { type Express } from 'express';
import type { AddressInfo } from 'node:net';
import type { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../logging/logger.ts';
import { type MetricsAccess, metricsAccess } from './metrics-access.ts';
import { createMetricsApp } from './metrics-app.ts';
import { createMetrics } from './metrics.ts';

const TOKEN = 'a token of at least 16 characters';
const LOCAL = { metricsPort: null, metricsToken: null, publicUrl: 'http://localhost:3000', host: '127.0.0.1' };

async function statusOf(access: MetricsAccess, headers: Record<string, string> = {}): Promise<number> {
  const app = express();
  app.get('/metrics', metricsAccess(access), (_req, res) => res.send('metrics'));
  return (await answerOf(app, headers)).status;
}

async function answerOf(app: Express, headers: Record<string, string>, path = '/metrics') {
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
  const answer = { status: response.status, text: await response.text() };
  server.close();
  return answer;
}

it.each([
  ['on a server for this machine alone', LOCAL, {}, 200],
  ['where people come by another address, as behind a proxy', { ...LOCAL, publicUrl: 'https://a.example' }, {}, 404],
  ['where other machines reach it', { ...LOCAL, host: '0.0.0.0' }, {}, 404],
  ['with the token', { ...LOCAL, host: '0.0.0.0', metricsToken: TOKEN }, { authorization: `Bearer ${TOKEN}` }, 200],
  ['with another token', { ...LOCAL, metricsToken: TOKEN }, { authorization: `Bearer ${TOKEN}x` }, 401],
  ['with none where one is set, from this machine too', { ...LOCAL, metricsToken: TOKEN }, {}, 401],
  ['that have a port of their own', { ...LOCAL, metricsPort: 9_464 }, {}, 404],
])('metrics %s', async (...[, access, headers, status]) => {
  expect(await statusOf(access, headers as Record<string, string>)).toBe(status);
});

describe('a port of its own', () => {
  const pool = { totalCount: 0, idleCount: 0, waitingCount: 0 } as Pool;
  const appWith = (metricsToken: string | null) =>
    createMetricsApp({ metrics: createMetrics(pool), metricsToken, newId: () => 'r1', log: createLogger('silent') });

  it('shows metrics, and nothing else', async () => {
    const { status, text } = await answerOf(appWith(null), {});
    expect(status).toBe(200);
    expect(text).toContain('patchbay_database_connections');
    expect((await answerOf(appWith(null), {}, '/trpc/session.get')).status).toBe(404);
  });

  it('asks for the token where one is set', async () => {
    expect((await answerOf(appWith(TOKEN), {})).status).toBe(401);
    expect((await answerOf(appWith(TOKEN), { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });
});
