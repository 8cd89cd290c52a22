import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, proceduresOf } from '../support/sample-inputs.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import type { TestBrowser } from '../support/test-browser.ts';
import { KeyBrowser } from '../support/test-service.ts';

let app: TestApp;
let ada: TestBrowser;
let service: KeyBrowser;

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.admin();
  service = await KeyBrowser.of(ada, ['connections:read', 'connections:write', 'events:read']);
});
afterAll(() => app[Symbol.asyncDispose]());

const as = (body?: string | Uint8Array<ArrayBuffer>): RequestInit => ({
  headers: { 'x-patchbay-workspace': ada.workspaceId, 'content-type': 'application/json' },
  ...(body !== undefined && { method: 'POST', body }),
});
const codeIn = (text: string) => /\\?"errorCode\\?":\\?"(\w+)\\?"/.exec(text)?.[1] ?? text;
const inputOf = (json: string) => `input=${encodeURIComponent(json)}`;
const typed = async (address: string, body?: string | Uint8Array<ArrayBuffer>) =>
  codeIn(await (await ada.fetch(`/trpc/${address}`, as(body))).text());
const plain = async (address: string, body?: string) =>
  codeIn(await (await service.fetch(`/api/${address}`, as(body))).text());
const labels = async () => (await ada.trpc.connections.list.query({})).items.map(({ label }) => label);

describe('an input that stands where none is read was dropped, and the answer was for another question:', () => {
  it('beside “input”, in the address of every typed call', async () => {
    for (const { path, type } of proceduresOf(app)) {
      const { text } = await call(ada, { path: `${path}?status=active`, type, input: undefined });
      expect([path, codeIn(text)]).toEqual([path, 'INPUT_UNKNOWN_FIELD']);
    }
  });

  it.each([
    ['a misspelled “input”', `connections.list?inputs=${encodeURIComponent('{"status":"active"}')}`],
    ['a call that a batch does not have', `connections.list?batch=1&${inputOf('{"0":{},"1":{"status":"active"}}')}`],
    ['a call of a batch that is numbered oddly', `connections.list?batch=1&${inputOf('{"00":{"status":"active"}}')}`],
  ])('%s', async (_, address) => {
    expect(await typed(address)).toBe('INPUT_UNKNOWN_FIELD');
  });

  it.each([
    ['the same input twice', `connections.list?input={}&${inputOf('{"status":"active"}')}`],
    ['the same field twice', `connections.list?${inputOf('{"status":"active","status":"expired"}')}`],
    ['bytes that are no text', 'apps.list?input={"search":"%ff"}'],
  ])('%s', async (_, address) => {
    expect(await typed(address)).toBe('INPUT_INVALID');
  });

  it('in the address of a call that has a body, which then ran without it', async () => {
    const body = '{"app":"slack"}';
    expect(await plain('connections/add?label=Support', body)).toBe('INPUT_UNKNOWN_FIELD');
    expect(await typed(`connections.add?${inputOf('{"label":"Support"}')}`, body)).toBe('INPUT_UNKNOWN_FIELD');
    expect(await typed('connections.add?batch=1', `{"0":${body},"7":${body}}`)).toBe('INPUT_UNKNOWN_FIELD');
    expect(await labels()).toEqual([]);
  });

  it('bytes that are no text in a plain address, of a stream too', async () => {
    expect(await plain('connections/list?status=%ff')).toBe('INPUT_INVALID');
    expect(await plain('events/watch?app=%ff')).toBe('INPUT_INVALID');
  });
});

describe('the text of a body', () => {
  const withBytes = (...bytes: number[]) =>
    new Uint8Array([...Buffer.from('{"app":"slack","label":"x'), ...bytes, ...Buffer.from('"}')]);

  it('that is not UTF-8 became another text: it is refused', async () => {
    expect(await typed('connections.add', withBytes(0xff, 0xfe))).toBe('INPUT_INVALID');
    expect(await labels()).toEqual([]);
  });

  it('that is stays as it is', async () => {
    await typed('connections.add', withBytes(...Buffer.from('é🦊')));
    expect(await labels()).toEqual(['xé🦊']);
  });
});
