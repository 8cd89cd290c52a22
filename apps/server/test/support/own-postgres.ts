import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  databaseHome,
  type EmbeddedPostgres,
  hasEnded,
  readPostmasterFile,
  signal,
  startEmbeddedPostgres,
} from '@patchbay/embedded-postgres';
import { freePort } from './server-process.ts';

/** Commits must survive the end of PostgreSQL, but not of the machine. */
const SETTINGS = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'on', max_connections: '100' };

/** Milliseconds. An immediate stop waits for no session. */
const ENDS_WITHIN = 10_000;

/** A PostgreSQL for one test file, which can be stopped without affecting other files. */
export class OwnPostgres implements AsyncDisposable {
  readonly #options: { dataDir: string; port: number; log: () => void; settings: typeof SETTINGS };
  readonly #dir: string;
  #postgres: EmbeddedPostgres | undefined;
  url = '';

  private constructor(dir: string, { port, most }: { port: number; most: number }) {
    this.#dir = dir;
    const settings = { ...SETTINGS, max_connections: String(most) };
    this.#options = { dataDir: join(dir, 'postgres'), port, log: () => undefined, settings };
  }

  /** `most`: maximum connections, of which three are reserved for superusers. */
  static async start({ most = 100 }: { most?: number } = {}): Promise<OwnPostgres> {
    const dir = mkdtempSync(join(tmpdir(), 'patchbay-test-'));
    // mkdtemp creates it private, but as root PostgreSQL runs as another user.
    chmodSync(dir, 0o711);
    const own = new OwnPostgres(dir, { port: await freePort(), most });
    await own.startAgain();
    return own;
  }

  /** Like `pg_ctl stop -m immediate`: no checkpoint; the next start recovers from the log. */
  async stopImmediately(): Promise<void> {
    const { cluster } = databaseHome(this.#options.dataDir);
    const server = { pid: readPostmasterFile(cluster)?.pid ?? 0, cluster };
    signal(server, 'SIGQUIT');
    if (!(await hasEnded(server, ENDS_WITHIN))) throw new Error('PostgreSQL did not stop');
    await this.#postgres?.stop();
  }

  /** Resolves when it responds. */
  async startAgain(): Promise<void> {
    this.#postgres = await startEmbeddedPostgres(this.#options);
    this.url = this.#postgres.url;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#postgres?.stop();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
