import { text as textOf } from 'node:stream/consumers';
import { parseJson, writeJson } from '@patchbay/exact-json';
import { describe, expect, it } from 'vitest';
import { ADAPTERS } from './contract-world.fixture.ts';
import { rawServer } from './raw-server.fixture.ts';

const MEBIBYTE = 1024 * 1024;

/** JSON of exactly this many bytes. */
function jsonOf(bytes: number, body: object): string {
  const padding = bytes - JSON.stringify({ ...body, padding: '' }).length;
  return JSON.stringify({ ...body, padding: 'x'.repeat(padding) });
}

const json = { 'content-type': 'application/json' };

describe.each(ADAPTERS)('what no provider should answer, by $name', (adapter) => {
  const open: typeof adapter.open = (access) => adapter.open(access);
  const apiKey = 'key';

  it('a page of HTML is invalid', async () => {
    await using server = await rawServer((_req, res) => {
      res.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to the café’s Wi-Fi</h1>');
    });
    const provider = await open({ apiKey, baseUrl: server.url });
    await expect(provider.readAccount('ca_1')).rejects.toMatchObject({ kind: 'invalid' });
    await expect(provider.apps()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('JSON that breaks off is invalid', async () => {
    await using server = await rawServer((_req, res) => {
      res.writeHead(200, json).end('{"id":"ca_1","sta');
    });
    const provider = await open({ apiKey, baseUrl: server.url });
    await expect(provider.readAccount('ca_1')).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('a response that breaks off is retried, and then unavailable', async () => {
    await using server = await rawServer((_req, res) => {
      res.writeHead(200, { ...json, 'content-length': '100' }).write('{"id":');
      setTimeout(() => res.destroy(), 5);
    });
    const provider = await open({ apiKey, baseUrl: server.url });
    await expect(provider.readAccount('ca_1')).rejects.toMatchObject({ kind: 'unavailable' });
    expect(server.paths).toHaveLength(2);
  });

  it('a response of more than a mebibyte is invalid', async () => {
    const account = { id: 'ca_1', status: 'ACTIVE', toolkit: { slug: 'slack' }, appName: 'slack' };
    let bytes = MEBIBYTE;
    await using server = await rawServer((_req, res) => {
      res.writeHead(200, json).end(jsonOf(bytes, account));
    });
    const provider = await open({ apiKey, baseUrl: server.url });
    expect((await provider.readAccount('ca_1'))?.status).toBe('active');
    bytes += 1;
    await expect(provider.readAccount('ca_1')).rejects.toMatchObject({ kind: 'invalid' });
    expect(server.paths).toHaveLength(2);
  });

  it('a catalog page may have five, but no more', async () => {
    let bytes = 5 * MEBIBYTE;
    await using server = await rawServer((_req, res) => {
      res.writeHead(200, json).end(jsonOf(bytes, { items: [], total_items: 0, totalPages: 1 }));
    });
    const provider = await open({ apiKey, baseUrl: server.url });
    await provider.actions()[Symbol.asyncIterator]().next();
    bytes += 1;
    await expect(provider.actions()[Symbol.asyncIterator]().next()).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('a redirect is not followed, and no other server gets the key', async () => {
    await using elsewhere = await rawServer((_req, res) => {
      res.writeHead(200, json).end('{}');
    });
    await using server = await rawServer((_req, res) => {
      res.writeHead(307, { location: elsewhere.url }).end();
    });
    const provider = await open({ apiKey, baseUrl: server.url });
    await expect(provider.readAccount('ca_1')).rejects.toMatchObject({ kind: 'invalid' });
    expect(elsewhere.paths).toEqual([]);
  });

  it('no server there is unavailable', async () => {
    const server = await rawServer(() => undefined);
    await server[Symbol.asyncDispose]();
    const provider = await open({ apiKey, baseUrl: server.url });
    await expect(provider.ping()).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('a gateway of plain http on another machine is called: the newest SDK refuses to be created for one', async () => {
    const provider = await open({ apiKey, baseUrl: 'http://gateway.invalid:8080' });
    await expect(provider.ping()).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    });
  });

  it('the key is sent once, in its own header', async () => {
    const headers: string[][] = [];
    await using server = await rawServer((req, res) => {
      headers.push(req.rawHeaders.filter((value) => value.includes('a-secret-key')));
      res.writeHead(200, json).end('{}');
    });
    const provider = await open({ apiKey: 'a-secret-key', baseUrl: server.url });
    await provider.ping();
    expect(headers).toEqual([['a-secret-key']]);
  });

  const execution = { workspaceId: 'w', accountId: null, actionSlug: 'A', version: null };

  it('numbers reach the app, and come back, as they are written', async () => {
    const document = '{"id":12345678901234567890,"list":[1e400,-0,1.0,0.1000000000000000055]}';
    let received = '';
    await using server = await rawServer((req, res) => {
      void textOf(req).then((body) => {
        received = body;
        return res.writeHead(200, json).end(`{"successful":true,"successfull":true,"data":${document}}`);
      });
    });
    const provider = await open({ apiKey, baseUrl: server.url });
    const given = parseJson(document) as Record<string, unknown>;
    const { data } = await provider.executeAction({ ...execution, arguments: given });
    expect(received).toContain(document);
    expect(writeJson(data)).toBe(document);
  });

  it('a response of an action with the same field twice is invalid: which one was meant cannot be known', async () => {
    await using server = await rawServer((_req, res) => {
      res.writeHead(200, json).end('{"successful":true,"successfull":true,"data":{"id":1,"id":2}}');
    });
    const provider = await open({ apiKey, baseUrl: server.url });
    const refused = provider.executeAction({ ...execution, arguments: {} });
    await expect(refused).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('the limits and choices of a catalog’s schema keep their numbers', async () => {
    const schema = '{"type":"object","properties":{"n":{"enum":[12345678901234567890],"default":1e400,"maximum":1.0}}}';
    const names = { slug: 'A', name: 'A', appName: 'slack', toolkit: { slug: 'slack', name: 'Slack' } };
    const item = JSON.stringify(names).slice(0, -1);
    await using server = await rawServer((_req, res) => {
      const page = `"items":[${item},"parameters":${schema},"input_parameters":${schema}}]`;
      res.writeHead(200, json).end(`{${page},"total_items":1,"totalPages":1,"total_pages":1,"current_page":1}`);
    });
    const provider = await open({ apiKey, baseUrl: server.url });
    const { value } = await provider.actions()[Symbol.asyncIterator]().next();
    expect(writeJson(value?.items[0]?.inputSchema)).toBe(schema);
  });
});
