import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './server-process.ts';

/** The folder of Debian 12's programs. */
export const DEBIAN_BIN = '/usr/lib/postgresql/15/bin';

/** Why the suite cannot run here; empty if it can. */
export function whyNot(): string {
  if (!existsSync(`${DEBIAN_BIN}/pg_basebackup`)) return ` (skipped: there is no ${DEBIAN_BIN}/pg_basebackup)`;
  return process.getuid?.() === 0 ? '' : ' (skipped: only root can mount a small disk and run as another user)';
}

interface DebianOptions {
  /** Size of a separate disk, in megabytes. */
  disk?: number;
  /** The primary, for a standby. */
  of?: DebianPostgres;
  /** The folder of the programs, for another version than Debian's. */
  bin?: string;
  settings?: Readonly<Record<string, string>>;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  max_wal_size: '8MB',
  min_wal_size: '2MB',
  max_connections: '60',
};

/**
 * The system's PostgreSQL, run as the user `postgres`: with standbys and a separate disk, which the embedded one does
 * not support.
 */
export class DebianPostgres implements AsyncDisposable {
  readonly url: string;
  readonly #dir: string;
  readonly #port: number;
  readonly #options: DebianOptions;

  private constructor(dir: string, port: number, options: DebianOptions) {
    this.#dir = dir;
    this.#port = port;
    this.#options = options;
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  }

  static async start(options: DebianOptions = {}): Promise<DebianPostgres> {
    const { disk = 0, of } = options;
    const dir = mkdtempSync(join(tmpdir(), 'patchbay-debian-'));
    if (disk > 0) execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${disk}m`, 'none', dir]);
    chmodSync(dir, 0o711);
    const own = new DebianPostgres(dir, await freePort(), options);
    mkdirSync(own.cluster, { mode: 0o700 });
    if (isRoot()) execFileSync('chown', ['postgres', own.cluster]);
    if (of)
      own.#run('pg_basebackup', '-D', own.cluster, '-h', '127.0.0.1', '-p', `${of.#port}`, '-U', 'postgres', '-R');
    else own.#run('initdb', '-D', own.cluster, '-U', 'postgres', '-A', 'trust', '--no-sync', '--wal-segsize=1');
    own.startAgain();
    return own;
  }

  /** The folder of its data. */
  get cluster(): string {
    return join(this.#dir, 'data');
  }

  startAgain(): void {
    const settings = Object.entries({ ...SETTINGS, ...this.#options.settings });
    const options = [`-p ${this.#port}`, ...settings.map(([name, value]) => `-c ${name}=${value}`)].join(' ');
    this.#run('pg_ctl', '-D', this.cluster, '-w', '-l', join(this.cluster, 'log'), '-o', options, 'start');
  }

  promote(): void {
    this.#run('pg_ctl', '-D', this.cluster, '-w', 'promote');
  }

  /** Fills the separate disk completely. */
  fillDisk(): void {
    // Fails when the disk is full, as intended.
    spawnSync('dd', ['if=/dev/zero', `of=${join(this.#dir, 'filler')}`, 'bs=4096'], { stdio: 'ignore' });
  }

  freeDisk(): void {
    rmSync(join(this.#dir, 'filler'));
  }

  #run(program: string, ...words: string[]): void {
    const command = [...(isRoot() ? AS_POSTGRES : []), join(this.#options.bin ?? DEBIAN_BIN, program), ...words];
    execFileSync(command[0] ?? '', command.slice(1), { cwd: '/', stdio: 'ignore' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#run('pg_ctl', '-D', this.cluster, '-m', 'immediate', 'stop');
    if (this.#options.disk) execFileSync('umount', ['-l', this.#dir]);
    rmSync(this.#dir, { recursive: true, force: true });
  }
}

const isRoot = () => process.getuid?.() === 0;
/** PostgreSQL refuses to run as root. */
const AS_POSTGRES = ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'];
