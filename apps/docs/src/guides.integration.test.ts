import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installInto } from '../../../packages/client/scripts/install-into.mjs';
import { startTestApp, type TestApp } from '../../server/test/support/test-app.ts';
import { type CodeBlock, codeBlocks } from './code-blocks.ts';

const INSTALLATION_KEY = `pbi_${'k'.repeat(43)}`;
const RETURN_URL = 'http://127.0.0.1:4000/connected';
const TSC = join(import.meta.dirname, '../../../node_modules/typescript/bin/tsc');

const folder = mkdtempSync(join(tmpdir(), 'patchbay-guides-'));
const blocks = codeBlocks();
const of = (language: string) =>
  blocks.filter((block) => block.language === language).map((block) => [block.page, block] as const);

afterAll(() => rmSync(folder, { recursive: true }));

it('the guides have no other kind of code than is checked here', () => {
  expect([...new Set(blocks.map(({ language }) => language))].toSorted()).toEqual(['sh', 'ts', 'txt']);
});

describe('every TypeScript block', () => {
  // As a reader has it: the packed client, and the libraries that the guides name.
  beforeAll(() => {
    installInto(folder);
    mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
    for (const name of ['express', 'standardwebhooks', '@types/express', '@types/node']) {
      symlinkSync(realpathSync(join(import.meta.dirname, '../node_modules', name)), join(folder, 'node_modules', name));
    }
  });

  it('type-checks against what we ship', async () => {
    const files = of('ts').map(([page, { code }], index) => {
      const file = join(folder, `${page}-${index}.ts`);
      writeFileSync(file, `${code}\nexport {};\n`);
      return file;
    });
    const lib = ['--lib', 'es2024,dom,dom.iterable,dom.asynciterable'];
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--types',
      'node',
    ];
    expect(await compiled([...options, ...lib, ...files])).toBe('');
  });
});

async function compiled(args: string[]): Promise<string> {
  try {
    await promisify(execFile)(process.execPath, [TSC, ...args], { cwd: folder });
    return '';
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe('every command runs', () => {
  let app: TestApp;
  let env: Record<string, string>;

  beforeAll(async () => {
    app = await startTestApp({ env: { PATCHBAY_INSTALLATION_KEY: INSTALLATION_KEY } });
    const admin = await app.admin();
    const scopes = ['connections:read', 'apps:read', 'events:read', 'connect-sessions:write'] as const;
    const { token } = await admin.trpc.serviceKeys.create.mutate({ name: 'Guides', scopes: [...scopes] });
    await admin.trpc.connectHosts.addShared.mutate({ origin: 'http://127.0.0.1:4000', returnUrls: [RETURN_URL] });
    env = {
      PATCHBAY_URL: app.url,
      PATCHBAY_KEY: token,
      PATCHBAY_WORKSPACE: admin.workspaceId,
      PATCHBAY_INSTALLATION_KEY: INSTALLATION_KEY,
      RETURN_URL,
    };
  });

  afterAll(() => app[Symbol.asyncDispose]());

  it.each(of('sh'))('of %s', async (_page, { code }: CodeBlock) => {
    const run = promisify(execFile)('sh', ['-euc', code], { cwd: folder, env: { ...process.env, ...env } });
    await expect(run).resolves.toMatchObject({ stderr: '' });
  });
});
