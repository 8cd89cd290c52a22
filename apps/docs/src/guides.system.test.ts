import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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
  expect([...new Set(blocks.map(({ language }) => language))].toSorted()).toEqual([
    'html',
    'js',
    'sh',
    'svelte',
    'ts',
    'tsx',
    'txt',
    'vue',
  ]);
});

const REPOSITORY = join(import.meta.dirname, '../../..');

/** Blocks that repeat a file which other tests build or run, by title. */
const REPEATED: Record<string, string> = {
  React: 'packages/connect/recipes/react/Connect.tsx',
  Vue: 'packages/connect/recipes/vue/Connect.vue',
  Svelte: 'packages/connect/recipes/svelte/Connect.svelte',
  'back-end.ts': 'packages/connect/recipes/react/back-end.ts',
  'public/headless.js': 'apps/example-host/pages/headless.js',
};

it.each(Object.entries(REPEATED))('%s is what is in %s', (title, file) => {
  const repeated = blocks.filter((block) => block.title === title).map(({ code }) => code);
  expect(repeated).toEqual([readFileSync(join(REPOSITORY, file), 'utf8')]);
});

it('every component is one that a test builds', () => {
  const components = blocks.filter(({ language }) => ['svelte', 'tsx', 'vue'].includes(language));
  expect(components.filter(({ title }) => !(title in REPEATED))).toEqual([]);
});

/** Blocks of files that the walk through the guides runs: apps/web/e2e/guides.spec.ts. */
const isWalked = ({ language, title }: CodeBlock) =>
  title.includes('/') || (language === 'js' && title.includes('.js'));

describe('every TypeScript and JavaScript block', () => {
  // As a reader has it: the packed client, and the libraries that the guides name.
  beforeAll(() => {
    installInto(folder);
    execFileSync(process.execPath, [join(REPOSITORY, 'packages/connect/scripts/build.mjs')], { stdio: 'ignore' });
    mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
    for (const name of ['express', '@types/express', '@types/node', '@patchbay/connect']) {
      symlinkSync(realpathSync(join(import.meta.dirname, '../node_modules', name)), join(folder, 'node_modules', name));
    }
    for (const { title, code } of blocks.filter(isWalked)) writeFileSync(join(folder, basename(title)), code);
  });

  const OPTIONS = ['--noEmit', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2024', '--types', 'node'];
  const LIB = ['--lib', 'es2024,dom,dom.iterable,dom.asynciterable', '--allowImportingTsExtensions'];

  const written = (all: (readonly [string, CodeBlock])[], extension: string) =>
    all.map(([page, { code }], index) => {
      const file = join(folder, `${page}-${index}.${extension}`);
      writeFileSync(file, `${code}\nexport {};\n`);
      return file;
    });

  it('type-checks against what we ship', async () => {
    expect(await compiled([...OPTIONS, '--strict', ...LIB, ...written(of('ts'), 'ts')])).toBe('');
  });

  it('in JavaScript too, where it is not a file that the walk runs', async () => {
    const pieces = of('js').filter(([, block]) => !isWalked(block));
    expect(pieces.length).toBeGreaterThan(0);
    expect(
      await compiled([...OPTIONS, '--strict', 'false', '--checkJs', '--allowJs', ...LIB, ...written(pieces, 'mjs')]),
    ).toBe('');
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

/** The commands of the quickstart are run by the walk, in their order. */
const commands = of('sh').filter(([page]) => page !== 'quickstart');

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

  it.each(commands)('of %s', async (_page, { code }: CodeBlock) => {
    const run = promisify(execFile)('sh', ['-euc', code], { cwd: folder, env: { ...process.env, ...env } });
    await expect(run).resolves.toMatchObject({ stderr: '' });
  });
});
