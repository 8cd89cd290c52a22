import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Read by the server, which names them in the Content-Security-Policy of these pages. */
const FILE = 'script-hashes.json';

/** Writes the hashes of the scripts that stand in the pages themselves, as `script-src` takes them (CSP 3, section 2.3.1). */
export function writeScriptHashes(folder: string): void {
  const hashes = new Set(globSync('**/*.html', { cwd: folder }).flatMap((page) => hashesOf(join(folder, page))));
  writeFileSync(join(folder, FILE), JSON.stringify([...hashes].toSorted()));
}

function hashesOf(page: string): string[] {
  const scripts = readFileSync(page, 'utf8').matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g);
  return Array.from(scripts, ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}
