import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approve, connectAgain } from '../../server/test/support/connect.ts';
import { startTestApp, type TestApp } from '../../server/test/support/test-app.ts';
import type { TestBrowser } from '../../server/test/support/test-browser.ts';
import type { Found, Given } from './flows/flow.ts';
import { runTool } from './run-tool.ts';

let app: TestApp;
let ada: TestBrowser;
let given: Given;
const folder = mkdtempSync(join(tmpdir(), 'patchbay-clients-'));
const document = join(folder, 'openapi.json');

beforeAll(async () => {
  app = await startTestApp();
  ada = await app.person();
  const scopes = ['connections:read', 'connections:write', 'actions:execute'] as const;
  const { token } = await ada.trpc.serviceKeys.create.mutate({ name: 'Generated', scopes: [...scopes] });
  const connect = async (id: string) => void (await approve(app, ada, (await connectAgain(ada, id)).redirectUrl));
  given = { baseUrl: `${app.url}/api/v1`, token, workspaceId: ada.workspaceId, connect };
  writeFileSync(document, await (await fetch(`${app.url}/api/v1/openapi.json`)).text());
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(import.meta.dirname, '../node_modules'), join(folder, 'node_modules'));
  cpSync(join(import.meta.dirname, 'flows'), join(folder, 'src'), { recursive: true });
});

afterAll(async () => {
  await app[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

interface Generator {
  name: string;
  file: string;
  args: string[];
}

const GENERATORS: Generator[] = [
  {
    name: 'openapi-fetch',
    file: 'node_modules/openapi-typescript/bin/cli.js',
    args: [document, '-o', 'src/openapi-typescript/schema.ts'],
  },
  {
    name: 'hey-api',
    file: 'node_modules/@hey-api/openapi-ts/bin/run.js',
    args: ['-i', document, '-o', 'src/hey-api', '-c', '@hey-api/client-fetch'],
  },
];

const STRICT = [
  '--strict',
  '--module',
  'nodenext',
  '--target',
  'es2024',
  '--lib',
  'es2024,dom,dom.iterable,dom.asynciterable',
];

describe.each(GENERATORS)('the client that is generated for $name', ({ name, file, args }) => {
  it('is made without an error, and type-checks with the program that uses it', async () => {
    expect(await runTool({ file, args, cwd: folder })).toMatchObject({ code: 0 });
    const compile = [`src/${name}.flow.ts`, '--outDir', 'dist', '--rootDir', 'src', ...STRICT];
    const compiled = await runTool({ file: '../../node_modules/typescript/bin/tsc', args: compile, cwd: folder });
    expect(compiled).toEqual({ code: 0, output: '' });
  });

  it('adds, lists, enables and runs an action, and follows the stream', async () => {
    const program = pathToFileURL(join(folder, `dist/${name}.flow.js`)).href;
    const { run } = (await import(/* @vite-ignore */ program)) as { run: (to: Given) => Promise<Found> };
    const { enabled, ...found } = await run(given);
    expect(found).toEqual({
      outcome: 'added',
      statuses: ['active'],
      successful: true,
      code: 'ARGUMENTS_INVALID',
      event: 'add',
    });
    expect(enabled).toContain('SLACK_SEND_MESSAGE');
  });
});
