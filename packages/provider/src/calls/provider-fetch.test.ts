import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type Bounds, CALL_BOUNDS } from './bounds.ts';
import { callSlots, providerFetch, traced } from './provider-fetch.ts';

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

async function serve(handle: RequestListener): Promise<string> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const quick = (bounds: Partial<Bounds> = {}) => providerFetch({ ...CALL_BOUNDS, tries: 1, ...bounds }, callSlots());

test('an answer arrives with its status and its decoded body', async () => {
  const url = await serve((_req, res) => {
    res.writeHead(201, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}'));
  });
  const answer = await quick()(url);
  expect([answer.status, await answer.json()]).toEqual([201, { a: 1 }]);
});

test('it carries the configured headers, and the SDK’s own', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const url = await serve(({ headers }, res) => {
    seen.push(headers);
    res.end('{}');
  });
  let count = 0;
  const headers = () => ({ 'x-request-id': `r${(count += 1)}` });
  const send = providerFetch({ ...CALL_BOUNDS, tries: 1 }, callSlots(), { headers });
  for (const _ of [1, 2]) await send(url, { headers: { 'x-api-key': 'k' } });
  expect(seen).toMatchObject([
    { 'x-api-key': 'k', 'x-request-id': 'r1' },
    { 'x-api-key': 'k', 'x-request-id': 'r2' },
  ]);
});

test('a redirect is not followed: the key would go with it', async () => {
  const paths: string[] = [];
  const url = await serve((req, res) => {
    paths.push(req.url ?? '');
    res.writeHead(302, { location: '/elsewhere' }).end();
  });
  await expect(quick()(url)).rejects.toMatchObject({ trouble: 'redirected', status: 302 });
  expect(paths).toEqual(['/']);
});

test('a slow response is aborted at the timeout, although it has started', async () => {
  const url = await serve((_req, res) => {
    res.writeHead(200).write('{');
  });
  await expect(quick({ timeoutMs: 60 })(url)).rejects.toMatchObject({ trouble: 'timeout' });
});

test.each(['announced', 'unannounced', 'compressed'])('an answer that is too long is dropped: %s', async (how) => {
  const body = Buffer.alloc(2000, 'a');
  const url = await serve((_req, res) => {
    if (how === 'announced') res.writeHead(200, { 'content-length': body.length }).end(body);
    else if (how === 'compressed') res.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body));
    else {
      res.writeHead(200).write(body.subarray(0, 1000));
      res.end(body.subarray(1000));
    }
  });
  await expect(quick({ maxBytes: 1999 })(url)).rejects.toMatchObject({ trouble: 'too_large' });
  expect((await quick({ maxBytes: 2000 })(url)).status).toBe(200);
});

test('no server there', async () => {
  const url = await serve(() => undefined);
  await running.pop()?.();
  await expect(quick()(url)).rejects.toMatchObject({ trouble: 'unreachable', message: 'no connection: ECONNREFUSED' });
});

test('a connection that breaks halfway', async () => {
  const url = await serve((_req, res) => {
    res.writeHead(200, { 'content-length': '10' }).write('{');
    setTimeout(() => res.destroy(), 10);
  });
  await expect(quick()(url)).rejects.toMatchObject({ trouble: 'unreachable' });
});

test('the provider’s message is kept, truncated, and its Retry-After', async () => {
  const url = await serve((_req, res) => {
    res.writeHead(429, { 'retry-after': '3' }).end(JSON.stringify({ message: 'x'.repeat(1000) }));
  });
  const failure = await quick({ longestWaitMs: 0 })(url).catch((error: unknown) => error);
  expect(failure).toMatchObject({ status: 429, retryAfterMs: 3000, message: `429 ${'x'.repeat(300)}` });
});

test('at most eight requests are in flight', async () => {
  const waiting: ServerResponse[] = [];
  let most = 0;
  const url = await serve((req, res) => {
    if (req.url === '/later') {
      res.end();
      return;
    }
    waiting.push(res);
    most = Math.max(most, waiting.length);
    // A ninth request would have arrived before this one.
    if (waiting.length === 8) void fetch(`${url}later`).then(() => waiting.splice(0).forEach((each) => each.end('{}')));
  });
  const call = quick();
  await Promise.all(Array.from({ length: 40 }, () => call(url)));
  expect(most).toBe(8);
});

test('waiting for a slot counts against the budget: a call that waited too long is not made', async () => {
  let asked = 0;
  const url = await serve((_req, res) => {
    asked += 1;
    setTimeout(() => res.end('{}'), 300);
  });
  const call = quick({ budgetMs: 100 });
  const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => call(url)));
  const late = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  expect(late).toEqual(
    Array.from({ length: 4 }, () => expect.objectContaining({ trouble: 'busy', status: undefined })),
  );
  expect(asked).toBe(8);
});

test('the HTTP failure is known even when a library throws something else', async () => {
  const url = await serve((_req, res) => {
    res.writeHead(410).end();
  });
  const clumsy = () =>
    quick()(url).catch(() => {
      throw new TypeError('Cannot read properties of undefined');
    });
  expect(await traced(clumsy)).toMatchObject({ error: { status: 410 } });
});
