import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The server of the browser tests, on a port of its own. */
export async function startServer(port: number): Promise<{ stop: () => Promise<void> }> {
  const server = spawn(process.execPath, [join(import.meta.dirname, '../e2e/server.ts')], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, PORT: String(port), TRUST_PROXY: '1' },
    stdio: ['ignore', 'ignore', 'inherit'],
    // A group of its own: signals reach both the script and its server.
    detached: true,
  });
  const ended = once(server, 'exit');
  await untilReady(port);
  return {
    stop: async () => {
      if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
      await ended;
    },
  };
}

async function untilReady(port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port + 2}`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
