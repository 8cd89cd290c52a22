import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Methods } from '../../server/test/support/attack-host.ts';

interface Answer {
  id: number;
  result?: unknown;
  error?: string;
}

type Input<Name extends keyof Methods> = Parameters<Methods[Name]>[0];

/** Controls attack-host.ts, a separate process because it runs like the server, on Node without a transpiler. */
export class AttackInstallation {
  readonly #child: ChildProcess;
  #calls = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.setMaxListeners(100);
  }

  static async start(port: number): Promise<AttackInstallation> {
    const env = { ...process.env, ATTACK_PORT: String(port) };
    const child = fork(join(import.meta.dirname, '../../server/test/support/attack-host.ts'), { env, execArgv: [] });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('the attack host did not start')));
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => undefined); // From here on, its end is expected.
    return new AttackInstallation(child);
  }

  async call<Name extends keyof Methods>(
    method: Name,
    ...[input]: Input<Name> extends undefined ? [] : [Input<Name>]
  ): Promise<Awaited<ReturnType<Methods[Name]>>> {
    const id = (this.#calls += 1);
    const answered = new Promise<Answer>((resolve) => {
      const listen = (answer: Answer) => {
        if (answer.id !== id) return;
        this.#child.off('message', listen);
        resolve(answer);
      };
      this.#child.on('message', listen);
    });
    this.#child.send({ id, method, input });
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error}`);
    return result as Awaited<ReturnType<Methods[Name]>>;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}
