import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
/** Bytes of gzipped JavaScript. */
const BUDGET = 6_000;

const folder = mkdtempSync(join(tmpdir(), 'patchbay-connect-'));
const unpacked = join(folder, 'node_modules/@patchbay/connect');
let tarball: Buffer;

/** Packed as it is published, and unpacked into a folder without anything of this repository. */
beforeAll(() => {
  execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', folder], { cwd: ROOT, stdio: 'pipe' });
  const name = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '';
  tarball = readFileSync(join(folder, name));
  mkdirSync(unpacked, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, name), '-C', unpacked, '--strip-components=1']);
});

afterAll(() => rmSync(folder, { recursive: true }));

it('is at most 6 kB, without dependencies', () => {
  const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Record<string, unknown>;
  for (const file of ['index.js', 'index.cjs']) {
    const code = readFileSync(join(unpacked, 'dist', file));
    expect(gzipSync(code).length).toBeLessThanOrEqual(BUDGET);
    expect(code.toString()).not.toMatch(/\bfrom\s*["']|require\(/);
  }
  expect(manifest['dependencies']).toBeUndefined();
});

it('has types for every kind of resolution', async () => {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  expect(result.types && 'problems' in result ? result.problems : result).toEqual([]);
});

it('is packed without a mistake', async () => {
  const { messages, pkg } = await publint({ pkgDir: unpacked, strict: true, pack: false });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

it('can be imported on a server, where there are no elements', async () => {
  const imported = (await import(join(unpacked, 'dist/index.js'))) as Record<string, unknown>;
  const required = createRequire(import.meta.url)(join(unpacked, 'dist/index.cjs')) as Record<string, unknown>;
  for (const module of [imported, required]) expect(module['openConnect']).toBeTypeOf('function');
});

const PLUGINS = {
  plain: [],
  react: [],
  vue: [vue({ template: { compilerOptions: { isCustomElement } } })],
  svelte: [svelte()],
};
const ENTRIES = { plain: 'main.js', react: 'main.tsx', vue: 'main.ts', svelte: 'main.ts' };

function isCustomElement(tag: string): boolean {
  return tag.startsWith('patchbay-');
}

it.each(Object.keys(ENTRIES) as (keyof typeof ENTRIES)[])(
  'the recipe for %s builds with the packed package',
  async (name) => {
    const root = join(folder, name);
    cpSync(join(ROOT, 'recipes', name), root, { recursive: true });
    for (const library of ['react', 'react-dom', 'vue', 'svelte']) link(library);
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      plugins: PLUGINS[name],
      build: { outDir: join(root, 'dist'), rollupOptions: { input: join(root, ENTRIES[name]) } },
    });
    const [script] = readdirSync(join(root, 'dist/assets')).filter((file) => file.endsWith('.js'));
    expect(readFileSync(join(root, 'dist/assets', script ?? ''), 'utf8')).toContain('patchbay-connect');
  },
);

function link(library: string): void {
  try {
    symlinkSync(join(ROOT, 'node_modules', library), join(folder, 'node_modules', library));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
