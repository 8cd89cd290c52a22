import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** The server as people run it: a process of its own, which can be killed. */
export class ServerProcess {
  readonly url: string;
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;

  constructor(port: number, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { PUBLIC_URL: this.url, LOG_LEVEL: 'warn', ...env, PORT: String(port), HOST: '127.0.0.1' };
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, ...this.#env };
    this.#child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const ended = once(this.#child, 'exit').then(([code]) =>
      Promise.reject(new Error(`the server ended with ${code}`)),
    );
    await Promise.race([once(this.#child, 'message'), ended]);
    ended.catch(() => undefined);
  }

  /** SIGKILL: it gets no chance to tidy up. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** SIGTERM. Answers the exit code. */
  stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return null;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    return (await ended)[0] as number | null;
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
