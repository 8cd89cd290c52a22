import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGES = join(import.meta.dirname, '../pages');

/** A piece of code on a page. */
export interface CodeBlock {
  page: string;
  language: string;
  code: string;
}

/** Every code block of the guides, in order. Those inside of a list are indented with it. */
export function codeBlocks(): CodeBlock[] {
  return globSync('*.md', { cwd: PAGES }).toSorted().flatMap(blocksOf);
}

function blocksOf(page: string): CodeBlock[] {
  const fences = readFileSync(join(PAGES, page), 'utf8').matchAll(/^( *)```(\w*)\n([^]*?)^\1```$/gm);
  return Array.from(fences, ([, indent = '', language = '', code = '']) => ({
    page: page.replace('.md', ''),
    language,
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}
