import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findBinaries, type Binaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { openDatabase } from './database.ts';
import { databaseHome, type DatabaseHome } from './database-home.ts';
import { launchServer, type Launch } from './launch.ts';
import { adoptLeftover } from './leftover.ts';
import { takeOwnerLock } from './owner-lock.ts';
import { readPassword } from './password.ts';
import { choosePort, readRememberedPort, rememberPort } from './port.ts';
import { chooseReachablePlace, knownPlace } from './reachable-place.ts';
import { chooseServerAccount, type ServerAccount } from './server-account.ts';
import { serverArguments, type Settings } from './server-arguments.ts';
import { signal, stopServer, type ServerProcess } from './server-process.ts';

export interface EmbeddedPostgresOptions {
  /** Contains everything: the cluster, its password, its log. Created if missing. */
  readonly dataDir: string;
  readonly log: (line: string) => void;
  /** Defaults to the port of the last start, or any free one. */
  readonly port?: number;
  /** Additional `postgresql.conf` settings, such as `fsync: 'off'` in tests. */
  readonly settings?: Settings;
}

export interface EmbeddedPostgres {
  /** URL of the database `patchbay`, including the password. */
  readonly url: string;
  /** Resolves when the server process has ended. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a real PostgreSQL on loopback, with its data in `dataDir`. It runs detached; a server left by a killed
 * process is adopted.
 * @throws {EmbeddedPostgresError} with a code for every problem that a person can fix.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { account, home } = chooseHome(options);
  const binaries = findBinaries(account, options.log);
  const lock = takeOwnerLock(home.lock);
  try {
    const started = await start({ options, home, account, binaries });
    return { url: started.url, stop: stopper(started.server, lock) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Whether `dataDir` contains a database that {@link startEmbeddedPostgres} would start. Changes nothing. */
export function hasDatabase(dataDir: string): boolean {
  return existsSync(databaseHome(knownPlace(dataDir)).cluster);
}

/** The account decides where the database may be, and an existing database decides the account. */
function chooseHome({ dataDir, log }: EmbeddedPostgresOptions): { account: ServerAccount; home: DatabaseHome } {
  const place = chooseReachablePlace(chooseServerAccount(join(dataDir, 'cluster')), dataDir, log);
  const home = databaseHome(place);
  return { account: chooseServerAccount(home.cluster), home };
}

interface Start {
  readonly options: EmbeddedPostgresOptions;
  readonly home: DatabaseHome;
  readonly account: ServerAccount;
  readonly binaries: Binaries;
}

async function start(context: Start): Promise<{ server: ServerProcess; url: string }> {
  await initialize(context);
  const remembered = readRememberedPort(context.home.port);
  const adopted = await adopt(context, context.options.port ?? remembered);
  if (adopted) return adopted;
  const port = await choosePort(context.options.port, remembered);
  rememberPort(context.home.port, port);
  const server = await launchServer(context.home, launchOn(context, port));
  return connect(context, server, port);
}

async function initialize({ options, home, account, binaries }: Start): Promise<void> {
  const durable = options.settings?.fsync !== 'off';
  const outcome = await ensureCluster(home, { initdb: binaries.initdb, account, durable });
  const owner = account ? `, run by user ${account.name}` : '';
  if (outcome === 'created') options.log(`created a PostgreSQL database in ${home.dir}${owner}`);
}

async function adopt(
  context: Start,
  port: number | undefined,
): Promise<{ server: ServerProcess; url: string } | undefined> {
  const server = await adoptLeftover(context.home, launchOn(context, port ?? 0));
  if (!server || !port) return undefined;
  context.options.log(`PostgreSQL (pid ${server.pid}) still runs from a process that was killed: going on with it`);
  return connect(context, server, port);
}

function launchOn({ home, account, binaries, options }: Start, port: number): Launch {
  return { program: binaries.postgres, args: serverArguments(home.cluster, port, options.settings), account };
}

async function connect({ home }: Start, server: ServerProcess, port: number) {
  try {
    return { server, url: await openDatabase(port, readPassword(home.password)) };
  } catch (error) {
    await stopServer(server);
    throw error;
  }
}

function stopper(server: ServerProcess, lock: { release(): void }): () => Promise<void> {
  const onExit = () => signal(server, 'SIGINT');
  process.once('exit', onExit);
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await stopServer(server);
    process.off('exit', onExit);
    lock.release();
  };
  return () => (stopping ??= stop());
}
