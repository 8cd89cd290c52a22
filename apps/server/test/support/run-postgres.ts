import { databaseHome, startEmbeddedPostgres } from '@patchbay/embedded-postgres';
import { DebianPostgres } from './debian-postgres.ts';

export interface RunPostgres {
  /** Of a superuser. */
  url: string;
  /** The folder of its data. */
  cluster: string;
  stop: () => Promise<void>;
}

interface RunOptions {
  dataDir: string;
  port?: number;
  settings: Readonly<Record<string, string>>;
}

/** The folder with the programs of another PostgreSQL than the embedded one: `npm run test:versions`. */
const OTHER = process.env['PATCHBAY_TEST_POSTGRES'];

/** The PostgreSQL of a test run. */
export async function runPostgres(options: RunOptions): Promise<RunPostgres> {
  if (OTHER !== undefined) return otherPostgres(OTHER, options);
  const { url, stop } = await startEmbeddedPostgres({ ...options, log: () => undefined });
  return { url, cluster: databaseHome(options.dataDir).cluster, stop };
}

async function otherPostgres(bin: string, { settings }: RunOptions): Promise<RunPostgres> {
  const own = await DebianPostgres.start({ bin, settings });
  return { url: own.url, cluster: own.cluster, stop: () => own[Symbol.asyncDispose]() };
}
