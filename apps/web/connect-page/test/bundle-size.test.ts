import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { beforeAll, expect, it, vi } from 'vitest';

/** Bytes. Of JavaScript, and of everything that the first page loads. */
const SCRIPT_BUDGET = 70_000;
const BUDGET = 110_000;

const ROOT = join(import.meta.dirname, '..');

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

/** The built files by name; not where the server would serve them from. */
const contents = new Map<string, string>();
let manifest: Record<string, Chunk> = {};

beforeAll(async () => {
  // Otherwise Vue is built with its warnings for developers.
  vi.stubEnv('NODE_ENV', 'production');
  const built = await build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error', build: { write: false } });
  const { output } = built as unknown as {
    output: { fileName: string; code?: string; source?: string | Uint8Array }[];
  };
  vi.unstubAllEnvs();
  for (const { fileName, code, source } of output) contents.set(fileName, code ?? textOf(source));
  manifest = JSON.parse(contents.get('.vite/manifest.json') ?? '{}') as typeof manifest;
});

const textOf = (source: string | Uint8Array | undefined) =>
  typeof source === 'string' ? source : new TextDecoder().decode(source);

function filesOf(...entries: string[]): string[] {
  const files = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`the build has no chunk for ${key}`);
    if (files.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    chunk.imports?.forEach(visit);
  };
  entries.forEach(visit);
  return [...files];
}

const weigh = (files: string[]) => files.reduce((sum, file) => sum + gzipSync(contents.get(file) ?? '').length, 0);

it.each([
  ['the list and a window', 'src/session/start-session.ts', 'src/session/AppList.vue', 'src/window/start-window.ts'],
  ['a window', 'src/window/start-window.ts'],
  ['a return', 'src/return/start-return.ts'],
])('the first page stays within its budgets: %s', (_page, ...entries) => {
  const files = filesOf('index.html', 'style.css', ...entries, 'src/i18n/messages/ar.ts');
  expect(weigh(files.filter((file) => file.endsWith('.js')))).toBeLessThanOrEqual(SCRIPT_BUDGET);
  expect(weigh([...files, 'index.html'])).toBeLessThanOrEqual(BUDGET);
});

it('the page has no inline script or style, and nothing of another origin', () => {
  expect(contents.get('index.html')).not.toMatch(/<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|https?:/);
  for (const [file, code] of contents) {
    if (file.endsWith('.js')) expect(code).not.toMatch(/\beval\(|new Function\b/);
  }
});

it('zod stays on the server', () => {
  for (const code of contents.values()) expect(code).not.toMatch(/ZodError|invalid_type/);
});
