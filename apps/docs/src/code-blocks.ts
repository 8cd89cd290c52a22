import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGES = join(import.meta.dirname, '../pages');

/** A piece of code on a page. */
export interface CodeBlock {
  page: string;
  language: string;
  /** The title of its tab: a file's name, where it is one. */
  title: string;
  code: string;
}

/** Every code block of the guides, in order. Those inside of a list are indented with it. */
export function codeBlocks(): CodeBlock[] {
  return globSync('*.md', { cwd: PAGES }).toSorted().flatMap(blocksOf);
}

function blocksOf(page: string): CodeBlock[] {
  const fences = readFileSync(join(PAGES, page), 'utf8').matchAll(/^( *)```(\w*)(?: \[(.+)\])?\n([^]*?)^\1```$/gm);
  return Array.from(fences, ([, indent = '', language = '', title = '', code = '']) => ({
    page: page.replace('.md', ''),
    language,
    title,
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}
