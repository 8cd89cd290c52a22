import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Child extends AsyncDisposable {
  process: ChildProcess;
  /** The first line of its output. */
  firstLine: Promise<string>;
  ended: Promise<unknown>;
}

/** A separate Node process, which ends with this one. */
export function child(script: string, args: string[]): Child {
  const started = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(started, 'exit');
  const lines = createInterface({ input: started.stdout });
  return {
    process: started,
    firstLine: Promise.race([once(lines, 'line').then(([line]) => String(line)), ended.then(() => '')]),
    ended,
    [Symbol.asyncDispose]: async () => {
      if (started.exitCode === null && started.signalCode === null) started.kill('SIGKILL');
      await ended;
    },
  };
}
