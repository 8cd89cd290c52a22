import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './server-process.ts';

const BIN = '/usr/lib/postgresql/15/bin';

/** Why the suite cannot run here; empty where it can. */
export function whyNot(): string {
  if (!existsSync(`${BIN}/pg_basebackup`)) return ` (skipped: there is no ${BIN}/pg_basebackup)`;
  return process.getuid?.() === 0 ? '' : ' (skipped: only root can mount a small disk and run as another user)';
}

/** Of the system, as its user `postgres`: with standbys and a disk of its own, which the embedded one has not. */
export class DebianPostgres implements AsyncDisposable {
  readonly url: string;
  readonly #dir: string;
  readonly #port: number;
  readonly #mounted: boolean;

  private constructor(dir: string, port: number, mounted: boolean) {
    this.#dir = dir;
    this.#port = port;
    this.#mounted = mounted;
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  }

  /** `disk`: megabytes of a disk of its own. `of`: as a standby of that one. */
  static async start({ disk = 0, of }: { disk?: number; of?: DebianPostgres } = {}): Promise<DebianPostgres> {
    const dir = mkdtempSync(join(tmpdir(), 'patchbay-debian-'));
    if (disk > 0) execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${disk}m`, 'none', dir]);
    chmodSync(dir, 0o711);
    const own = new DebianPostgres(dir, await freePort(), disk > 0);
    mkdirSync(own.#data, { mode: 0o700 });
    execFileSync('chown', ['postgres', own.#data]);
    if (of) own.#run('pg_basebackup', '-D', own.#data, '-h', '127.0.0.1', '-p', `${of.#port}`, '-U', 'postgres', '-R');
    else own.#run('initdb', '-D', own.#data, '-A', 'trust', '--no-sync', '--wal-segsize=1');
    own.startAgain();
    return own;
  }

  get #data(): string {
    return join(this.#dir, 'data');
  }

  startAgain(): void {
    const options = `-p ${this.#port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_wal_size=8MB -c min_wal_size=2MB -c max_connections=60`;
    this.#run('pg_ctl', '-D', this.#data, '-w', '-l', join(this.#data, 'log'), '-o', options, 'start');
  }

  promote(): void {
    this.#run('pg_ctl', '-D', this.#data, '-w', 'promote');
  }

  /** To the last byte of the disk of its own. */
  fillDisk(): void {
    // Fails when the disk is full, which is what is wanted.
    spawnSync('dd', ['if=/dev/zero', `of=${join(this.#dir, 'filler')}`, 'bs=4096'], { stdio: 'ignore' });
  }

  freeDisk(): void {
    rmSync(join(this.#dir, 'filler'));
  }

  #run(program: string, ...words: string[]): void {
    execFileSync('setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', `${BIN}/${program}`, ...words], {
      cwd: '/',
      stdio: 'ignore',
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#run('pg_ctl', '-D', this.#data, '-m', 'immediate', 'stop');
    if (this.#mounted) execFileSync('umount', ['-l', this.#dir]);
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
