import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../../..');

export interface ProgramVersion {
  /** Of the package. */
  version: string;
  /** Where it runs from a checkout. */
  commit: string | null;
}

/** The version of this program, read from the files of the checkout or package. */
export function programVersion(root = ROOT): ProgramVersion {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return { version, commit: commitOf(join(root, '.git')) };
}

/** As git keeps it: HEAD names a commit, or a branch that is a file of its own or a line of `packed-refs`. */
function commitOf(git: string): string | null {
  const head = textOf(join(git, 'HEAD'));
  const [, branch] = /^ref: (.+)$/.exec(head) ?? [];
  if (branch === undefined) return shortened(head);
  const packed = textOf(join(git, 'packed-refs')).split('\n');
  return shortened(textOf(join(git, branch)) || (packed.find((line) => line.endsWith(` ${branch}`)) ?? ''));
}

function shortened(line: string): string | null {
  return /^[0-9a-f]{40}/.exec(line)?.[0].slice(0, 12) ?? null;
}

/** Empty if there is no such file: a release has no checkout. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(ENOENT|ENOTDIR)$/.test(String(error.code))) return '';
    throw error;
  }
}
