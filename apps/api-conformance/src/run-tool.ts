import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PACKAGE = join(import.meta.dirname, '..');

interface Tool {
  /** Its file, below this package. */
  file: string;
  args: string[];
  /** Where it runs; tools read configuration that lies there. */
  cwd?: string;
}

/** Runs a command-line tool on this Node. Returns its exit code and what it wrote. */
export async function runTool({ file, args, cwd = PACKAGE }: Tool): Promise<{ code: number; output: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(PACKAGE, file), ...args], { cwd });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    if (typeof code !== 'number') throw error;
    return { code, output: stdout + stderr };
  }
}
