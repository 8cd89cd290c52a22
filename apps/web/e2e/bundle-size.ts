import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Chunk {
  file: string;
  imports?: string[];
}

type Manifest = Record<string, Chunk>;

/** Maximum size of the first page, in bytes of gzipped JavaScript. What counts for people is on the wire: weight.spec.ts. */
export const BUDGET = 204_000;

const FIRST_PAGES = {
  signUp: ['index.html', 'src/features/account/SignUpPage.vue'],
  marketplace: ['index.html', 'src/app/layout/AppShell.vue', 'src/features/marketplace/MarketplacePage.vue'],
  applications: ['index.html', 'src/app/layout/AppShell.vue', 'src/features/connections/ApplicationsPage.vue'],
};

/** Bytes of gzipped JavaScript that each first page loads, according to the build's manifest. */
export function firstPageSizes(dist: string): Record<string, number> {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest;
  return Object.fromEntries(
    Object.entries(FIRST_PAGES).map(([page, entries]) => [page, weigh(dist, filesOf(manifest, entries))]),
  );
}

function filesOf(manifest: Manifest, entries: string[]): Set<string> {
  const files = new Set<string>();
  const visit = (key: string) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`the build has no chunk for ${key}`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(visit);
  };
  entries.forEach(visit);
  return files;
}

function weigh(dist: string, files: Set<string>): number {
  return [...files]
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
}

if (import.meta.main)
  process.stdout.write(`${JSON.stringify(firstPageSizes(join(import.meta.dirname, '../dist')), null, 2)}\n`);
