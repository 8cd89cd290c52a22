import { spawn } from 'node:child_process';

/** Starts e2e/server.ts for the runs that Playwright does not start. */
export async function startServer(port: number) {
  const env = { ...process.env, PORT: String(port), TRUST_PROXY: '1', PATCHBAY_CALLS_PER_MINUTE: '0' };
  const server = spawn(process.execPath, ['e2e/server.ts'], {
    cwd: `${import.meta.dirname}/..`,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const exited = new Promise<void>((resolve) => void server.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (text: Buffer) => String(text).includes('browser tests runs at') && resolve());
    void exited.then(() => reject(new Error('the server did not start')));
  });
  return {
    url: `http://localhost:${port}`,
    /** By its process group: e2e/server.ts leaves signals to the server that it runs. */
    stop: async () => {
      if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGTERM');
      await exited;
    },
  };
}
