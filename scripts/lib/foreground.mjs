import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { environment, ROOT } from './repository.mjs';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
// With npm, Ctrl-C arrives twice: from the terminal, and forwarded by npm.
const SAME_SIGNAL_MS = 500;

/**
 * Runs processes in the foreground until the first ends, then asks the others to stop, and waits for all. A signal is
 * forwarded once: each child has a session of its own, so the terminal does not signal it too.
 * @param {{ command: string[], cwd?: string, env?: NodeJS.ProcessEnv }[]} programs
 * @returns {Promise<number>} the exit code of the first that ended
 */
export async function foreground(...programs) {
  const children = programs.map(start);
  const stopAll = passOn(children);
  endWithNpm(() => stopAll('SIGTERM'));
  const exits = children.map((child) => exitCode(child));
  const first = await Promise.race(exits);
  stopAll('SIGTERM');
  await Promise.all(exits);
  return first;
}

/** @param {{ command: string[], cwd?: string, env?: NodeJS.ProcessEnv }} program */
function start({ command: [program = '', ...args], cwd = ROOT, env }) {
  return spawn(program, args, { cwd, env: environment(env), stdio: ['ignore', 'inherit', 'inherit'], detached: true });
}

/** @param {import('node:child_process').ChildProcess[]} children */
function passOn(children) {
  const send = (/** @type {NodeJS.Signals} */ signal) => {
    for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  };
  let last = -Infinity;
  const once = (/** @type {NodeJS.Signals} */ signal) => {
    if (performance.now() - last > SAME_SIGNAL_MS) send(signal);
    last = performance.now();
  };
  for (const signal of SIGNALS) process.on(signal, once);
  return send;
}

/**
 * npm forwards a signal to the shell between it and us, and that shell dies without signaling us; then our parent
 * process changes. Without npm, a new parent means nothing: someone may have closed the shell on purpose.
 * @param {() => void} stop
 */
function endWithNpm(stop) {
  const shell = process.ppid;
  if (!process.env.npm_lifecycle_event) return;
  const look = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(look);
    stop();
  }, 250);
  look.unref();
}

/**
 * Like a shell: 128 + the number of the signal that ended it. @param {import('node:child_process').ChildProcess}
 * child
 */
function exitCode(child) {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}
