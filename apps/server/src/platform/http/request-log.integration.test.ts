import { afterAll, beforeAll, expect, it } from 'vitest';
import { startConnecting } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app[Symbol.asyncDispose]());

const lines = () => app.logged.map((line) => JSON.parse(line) as Record<string, unknown>);

it('a request keeps the name that a proxy gave it, in its answer and in an error that a person quotes', async () => {
  const answer = await fetch(`${app.url}/api/nothing`, { headers: { 'x-request-id': 'edge-7:42' } });
  expect(answer.headers.get('x-request-id')).toBe('edge-7:42');
  expect(await answer.json()).toMatchObject({ error: { reference: 'edge-7:42' } });
});

it.each(['a b', 'x'.repeat(129), '{"a":1}'])('and gets one of ours in place of %j', async (given) => {
  const answer = await fetch(`${app.url}/healthz`, { headers: { 'x-request-id': given } });
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

it('its lines, and those of the jobs that it sends, name the request, the workspace, the person and the process', async () => {
  const ada = await app.person();
  const { id } = await startConnecting(ada);
  app.sandbox.control.faults.set([{ match: { path: /connected_accounts/, method: 'DELETE' }, status: 500 }]);
  const headers = {
    'content-type': 'application/json',
    'x-patchbay-workspace': ada.workspaceId,
    'x-request-id': 'cancel-1',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  };
  const answer = await ada.fetch('/trpc/connections.cancel', { method: 'POST', body: JSON.stringify({ id }), headers });
  expect(answer.status).toBe(200);
  await app.runJobs().catch(() => undefined);
  app.sandbox.control.faults.clear();

  const ours = lines().filter(({ reference }) => reference === 'cancel-1');
  const request = ours.find(({ msg }) => msg === 'request');
  const named = { workspaceId: ada.workspaceId, traceId: '4bf92f3577b34da6a3ce929d0e0e4736' };
  expect(request).toMatchObject({ ...named, userId: ada.user.id, status: 200, process: expect.any(String) as string });
  expect(JSON.stringify(ours)).not.toContain('traceFlags');
});
