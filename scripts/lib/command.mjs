import { spawn } from 'node:child_process';
import { environment, ROOT } from './repository.mjs';

/**
 * Runs a command to its end, on this terminal.
 * @param {string[]} command program and arguments
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 1 when a signal ended it or it could not be run
 */
export function run([program = '', ...args], options) {
  const child = spawn(program, args, { cwd: ROOT, env: environment(), stdio: 'inherit', ...options });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a command to its end and captures its output, to show only when something is wrong.
 * @param {string[]} command
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function capture([program = '', ...args], options) {
  /** @type {import('node:child_process').SpawnOptions} */
  const pipes = { cwd: ROOT, env: environment(), stdio: ['ignore', 'pipe', 'pipe'], ...options };
  const child = spawn(program, args, pipes);
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: `${program}: ${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
