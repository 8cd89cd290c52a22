import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** How a program ended, and its output. */
export interface Ended {
  code: number | null;
  output: string;
}

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url));

/** Runs one of the server's programs to its end, as a separate process with only `env`. `path` is below `src`. */
export async function runProgram(path: string, env: Record<string, string>, words: string[] = []): Promise<Ended> {
  const { PATH, HOME } = process.env;
  const own = { PATH, HOME, NODE_COMPILE_CACHE: join(tmpdir(), 'patchbay-test-compiled') };
  const options = { env: { ...own, ...env }, stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'] };
  const child = spawn(process.execPath, [join(SOURCES, path), ...words], options);
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, output: out + err };
}

/** Whether the output contains a stack trace, which is for bugs. */
export const hasStack = ({ output }: Ended) => /^\s+at .+:\d+:\d+\)?$/m.test(output);
