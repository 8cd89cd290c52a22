import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The flags of `npm start` and the image. */
const NODE_FLAGS = ['--max-semi-space-size=8'];

/** Node's compile cache, kept between starts: most of a start is compiling the same files. */
const COMPILED = join(tmpdir(), 'patchbay-test-compiled');

/** The server as in production: a separate process, which can be killed. */
export class ServerProcess {
  readonly url: string;
  /** Its log, one JSON object per line; with `keepLog`. */
  readonly logged: string[] = [];
  readonly #env: Record<string, string>;
  readonly #keepLog: boolean;
  readonly #main: string;
  #child: ChildProcess | undefined;

  /** `main`: the server of another checkout. */
  constructor(port: number, env: Record<string, string>, { keepLog = false, main = MAIN } = {}) {
    this.#keepLog = keepLog;
    this.#main = main;
    this.url = `http://127.0.0.1:${port}`;
    const own = { PORT: String(port), HOST: '127.0.0.1', NODE_COMPILE_CACHE: COMPILED };
    this.#env = { PUBLIC_URL: this.url, LOG_LEVEL: 'warn', ...env, ...own };
  }

  /** Whether it was started, and has not ended since. */
  get runs(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Resolves when it responds. */
  async start(): Promise<void> {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, ...this.#env };
    const output = this.#keepLog ? 'pipe' : 'inherit';
    this.#child = spawn(process.execPath, [...NODE_FLAGS, this.#main], {
      env,
      stdio: ['ignore', output, 'inherit', 'ipc'],
    });
    if (this.#child.stdout) createInterface(this.#child.stdout).on('line', (line) => this.logged.push(line));
    const ended = once(this.#child, 'exit').then(([code]) =>
      Promise.reject(new Error(`the server ended with ${code}`)),
    );
    await Promise.race([once(this.#child, 'message'), ended]);
    ended.catch(() => undefined);
  }

  /** SIGKILL: it gets no chance to clean up. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** The process's id and a promise of its exit code, for tests that observe it or make it end by itself. */
  get process(): { pid: number; exitCode: Promise<number | null> } {
    if (!this.#child?.pid) throw new Error('it was not started');
    return { pid: this.#child.pid, exitCode: once(this.#child, 'exit').then(([code]) => code as number | null) };
  }

  /** SIGTERM. Returns the exit code. */
  stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.#child || !this.runs) return null;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    return (await ended)[0] as number | null;
  }
}

/**
 * A port that was free a moment ago, and stays free while its server is down: below the range for outgoing
 * connections, of which there are hundreds here.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch {
    // Taken: a result, not a failure.
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}
