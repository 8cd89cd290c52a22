import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connected } from '../../../../test/support/connect.ts';
import { executeSql } from '../../../../test/support/execute-sql.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../../test/support/test-browser.ts';
import { KeyBrowser, newService } from '../../../../test/support/test-service.ts';
import { MAX_FETCHED_BYTES, MAX_SENT_BYTES } from './file-input.ts';

let app: TestApp;
let inside: TestApp;
let files: Server;
let origin: string;
let ada: TestBrowser;
let service: Awaited<ReturnType<typeof newService>>;
let id: string;

const UPLOAD = 'SLACK_UPLOAD_OR_CREATE_A_FILE_IN_SLACK';
const CONTENT = Buffer.from('a report, with \0 and ÿ', 'latin1');
const sent = { name: 'report.pdf', mimetype: 'application/pdf', base64: CONTENT.toString('base64') };
const md5 = (content: Buffer) => createHash('md5').update(content).digest('hex');

beforeAll(async () => {
  app = await startTestApp();
  inside = await startTestApp({ beside: app, env: { ALLOW_PRIVATE_ENDPOINTS: true } });
  files = createServer((req, res) => {
    if (req.url === '/moved') res.writeHead(302, { location: '/a%20b.txt' }).end();
    else if (req.url === '/large') res.end(Buffer.alloc(MAX_FETCHED_BYTES + 1));
    else if (req.url === '/gone') res.writeHead(404).end();
    else res.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(CONTENT);
  });
  await once(files.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
});

beforeEach(async () => {
  app.sandbox.control.faults.clear();
  ada = await app.person('Ada Lovelace');
  ({ id } = await connected(app, ada));
  await ada.trpc.connections.enableActions.mutate({ id, actions: [UPLOAD] });
  service = await newService(ada, ['actions:execute']);
  app.sandbox.control.clearRequests();
});

afterAll(async () => {
  files.close();
  await inside[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

type Input = Parameters<typeof service.actions.execute.mutate>[0];

const give = (given: Input['files'], more: Partial<Input> = {}) =>
  service.actions.execute.mutate({
    connectionId: id,
    action: UPLOAD,
    arguments: { channel: 'C1' },
    ...(given && { files: given }),
    ...more,
  });
const received = () => app.sandbox.control.files();
const runs = () => app.sandbox.control.requests().filter(({ path }) => path.endsWith(`/execute/${UPLOAD}`));
const log = async () => (await ada.trpc.actions.executions.query({ connectionId: id })).items;

/** By the process that may fetch from this machine. */
async function giveLink(url: string): Promise<{ status: number; text: string }> {
  const key = await KeyBrowser.of(ada, ['actions:execute']);
  const headers = { 'content-type': 'application/json', 'x-patchbay-workspace': ada.workspaceId };
  const body = { connectionId: id, action: UPLOAD, arguments: { channel: 'C1' }, files: { file: { url } } };
  const options = { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await key.fetch(`${inside.url}/api/actions/execute`, options);
  return { status: answer.status, text: await answer.text() };
}

describe('a file for an argument of an action', () => {
  it('is handed over with its name and type, byte by byte', async () => {
    expect(await give({ file: sent })).toMatchObject({
      successful: true,
      data: { channel: 'C1', file: { name: 'report.pdf', mimetype: 'application/pdf', s3key: expect.any(String) } },
    });
    const file = { filename: 'report.pdf', mimetype: 'application/pdf', md5: md5(CONTENT), bytes: CONTENT.byteLength };
    expect(received().at(-1)).toMatchObject({ ...file, toolkit_slug: 'slack', tool_slug: UPLOAD });
  });

  it('may be as large as the limit, and no larger, also by plain HTTP', async () => {
    const large = Buffer.alloc(MAX_SENT_BYTES, 'x');
    expect(await give({ file: { ...sent, base64: large.toString('base64') } })).toMatchObject({ successful: true });
    expect(received().at(-1)).toMatchObject({ bytes: MAX_SENT_BYTES, md5: md5(large) });
    const larger = Buffer.alloc(MAX_SENT_BYTES + 1).toString('base64');
    expect(await codeOf(give({ file: { ...sent, base64: larger } }))).toBe('FILE_TOO_LARGE');
    const endless = Buffer.alloc(3 * 1024 * 1024).toString('base64');
    expect(await codeOf(give({ file: { ...sent, base64: endless } }))).toBe('BODY_TOO_LARGE');
    expect(runs()).toHaveLength(1);
  });

  it('makes no other call longer: what is not the run of an action has the usual limit', async () => {
    const long = { connectionId: id, path: '/x', text: 'x'.repeat(300_000) };
    const key = await KeyBrowser.of(ada, ['connections:proxy', 'actions:execute']);
    const headers = { 'content-type': 'application/json', 'x-patchbay-workspace': ada.workspaceId };
    for (const path of [
      '/api/connections/proxy',
      '/trpc/connections.proxy',
      '/trpc/actions.execute,connections.proxy?batch=1',
    ]) {
      const answer = await key.fetch(path, { method: 'POST', headers, body: JSON.stringify(long) });
      expect([path, answer.status, await answer.text()]).toEqual([
        path,
        413,
        expect.stringContaining('BODY_TOO_LARGE'),
      ]);
    }
  });

  it('is fetched from a URL, through redirects, and named by its address', async () => {
    expect((await giveLink(`${origin}/moved`)).status).toBe(200);
    expect(received().at(-1)).toMatchObject({ filename: 'moved', mimetype: 'text/plain', md5: md5(CONTENT) });
    expect((await giveLink(`${origin}/a%2Fb%20c.txt`)).status).toBe(200);
    expect(received().at(-1)).toMatchObject({ filename: 'b c.txt' });
  });

  it.each(['/large', '/gone'])('that cannot be fetched is told so, and the action is not run: %s', async (path) => {
    const { status, text } = await giveLink(origin + path);
    expect([status, text]).toEqual([400, expect.stringContaining('FILE_UNREACHABLE')]);
    expect(runs()).toEqual([]);
    expect((await log())[0]).toMatchObject({ status: 'refused', errorCode: 'FILE_UNREACHABLE' });
  });

  it.each(['', 'localhost', '[::1]', '169.254.169.254', '10.0.0.1'])(
    'is not fetched from inside our own network, and the answer is the same for all of it: %s',
    async (host) => {
      const url = host === '' ? `${origin}/a.txt` : `http://${host}/a.txt`;
      const error = await give({ file: { url } }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ data: { errorCode: 'FILE_UNREACHABLE' } });
      expect(runs()).toEqual([]);
    },
  );

  it('has a harmless name', async () => {
    await give({ file: { ...sent, name: '../../x\r\ny.pdf' } });
    expect(received().at(-1)).toMatchObject({ filename: 'xy.pdf' });
  });
});

describe('what a file may not be', () => {
  it.each<[string, Input['files'], Record<string, unknown>]>([
    ['where the action takes none', { channel: sent }, {}],
    ['where there is no such argument', { attachment: sent }, {}],
    ['where something else is given', { file: sent }, { file: { name: 'a', mimetype: 'a/b' } }],
    [
      'uploaded by another: the storage is the whole project’s',
      undefined,
      { file: { name: 'a', mimetype: 'a/b', s3key: 'k' } },
    ],
    ['missing where it is needed', undefined, {}],
  ])('%s', async (_, given, args) => {
    expect(await codeOf(give(given, { arguments: { channel: 'C1', ...args } }))).toBe('ARGUMENTS_INVALID');
    expect([received().length > 0 && runs().length, app.sandbox.control.requests()]).toEqual([expect.anything(), []]);
  });

  it.each<[string, object]>([
    ['no base64', { ...sent, base64: '###' }],
    ['a type with a second line', { ...sent, mimetype: 'a/b\r\nx: y' }],
    ['without a name', { base64: sent.base64 }],
    ['bytes and a URL', { ...sent, url: 'https://example.com/a' }],
    ['a file of this machine', { url: 'file:///etc/passwd' }],
  ])('%s', async (_, given) => {
    expect(await codeOf(give({ file: given as never }))).toMatch(/INPUT_(INVALID|UNKNOWN_FIELD)/);
  });

  it('one of many', async () => {
    const many = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`file${n}`, sent]));
    expect(await codeOf(give(many))).toBe('INPUT_INVALID');
  });
});

describe('when something goes wrong on the way', () => {
  it.each([
    ['the provider takes no file now', { match: { path: '/files/upload/request' }, status: 503 }],
    ['the storage does not take it', { match: { path: /^\/storage\// }, status: 500 }],
  ])('%s: the action is not run, and its key is free', async (_, fault) => {
    app.sandbox.control.faults.set([fault]);
    expect(await codeOf(give({ file: sent }, { idempotencyKey: 'one' }))).toBe('PROVIDER_UNAVAILABLE');
    expect(runs()).toEqual([]);
    expect((await log())[0]).toMatchObject({ status: 'refused' });
    app.sandbox.control.faults.clear();
    expect(await give({ file: sent }, { idempotencyKey: 'one' })).toMatchObject({ successful: true, replayed: false });
  });

  it('a repeat with the same key and bytes uploads nothing again, and other bytes are another request', async () => {
    const first = await give({ file: sent }, { idempotencyKey: 'one' });
    const before = received().length;
    expect(await give({ file: sent }, { idempotencyKey: 'one' })).toEqual({ ...first, replayed: true });
    expect([received().length, runs().length]).toEqual([before, 1]);
    const other = { ...sent, base64: Buffer.from('other').toString('base64') };
    expect(await codeOf(give({ file: other }, { idempotencyKey: 'one' }))).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('nothing of a file is kept: neither in the log of arguments nor in any row', async () => {
    await using chatty = await startTestApp({ beside: app, env: { PATCHBAY_LOG_ARGUMENTS: 'on' } });
    const key = await KeyBrowser.of(ada, ['actions:execute']);
    const headers = { 'content-type': 'application/json', 'x-patchbay-workspace': ada.workspaceId };
    const body = { connectionId: id, action: UPLOAD, arguments: { channel: 'C1' }, files: { file: sent } };
    const options = { method: 'POST', headers, body: JSON.stringify({ ...body, idempotencyKey: 'k' }) };
    expect((await key.fetch(`${chatty.url}/api/actions/execute`, options)).status).toBe(200);
    const rows = await executeSql(
      app.deps.orm.em.fork(),
      'select row_to_json(e)::text as line from action_executions e',
    );
    expect(JSON.stringify(rows)).not.toContain(sent.base64);
    expect([...chatty.logged, ...app.logged].join('')).not.toContain(sent.base64);
  });
});
