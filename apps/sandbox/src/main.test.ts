import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

it('runs by itself, keeps its state, and stops on SIGTERM', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-main-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const state = join(folder, 'state.json');
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--port', '0', '--state', state], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const lines = createInterface(child.stdout);
  const line = await new Promise<string>((resolve) => lines.once('line', resolve));
  const url = /http:\S+/.exec(line)?.[0] ?? '';
  const response = await fetch(`${url}/api/v3.1/auth_configs`, {
    method: 'POST',
    headers: { 'x-api-key': 'sandbox-key', 'content-type': 'application/json' },
    body: JSON.stringify({ toolkit: { slug: 'slack' } }),
  });
  expect(response.status).toBe(201);
  expect(readFileSync(state, 'utf8')).toContain('"toolkit":"slack"');
  child.kill('SIGTERM');
  expect(await exited).toBe(0);
});
