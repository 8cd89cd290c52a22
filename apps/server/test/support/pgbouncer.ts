import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './server-process.ts';

export interface Pooler extends AsyncDisposable {
  /** The same database, through the pooler. */
  through(url: string): string;
}

export function hasPgbouncer(): boolean {
  try {
    execFileSync('pgbouncer', ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    // Not installed: the caller says so.
    return false;
  }
}

/**
 * Starts Debian's pgbouncer with transaction pooling and ten connections per database, in front of the server of
 * `url`.
 */
export async function startPgbouncer(url: string): Promise<Pooler> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'patchbay-test-'));
  const file = join(dir, 'pgbouncer.ini');
  writeFileSync(file, configuration(new URL(url), port));
  // As root, it switches to a user that must be able to read this.
  for (const [path, mode] of [
    [dir, 0o711],
    [file, 0o644],
  ] as const)
    chmodSync(path, mode);
  const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : [];
  const child = spawn('pgbouncer', ['-q', ...user, file], { stdio: 'ignore' });
  await listening(port);
  return {
    through: (address) => Object.assign(new URL(address), { hostname: '127.0.0.1', port: String(port) }).href,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGQUIT'); // at once
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function configuration({ hostname, port, username, password }: URL, listen: number): string {
  return `[databases]
* = host=${hostname} port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listen}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 500
`;
}

async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const answers = await once(socket, 'connect').then(
      () => true,
      () => false, // not yet
    );
    socket.destroy();
    if (answers) return;
    await pause(50);
  }
}
