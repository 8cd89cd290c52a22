import type { DatabaseHome } from './database-home.ts';
import { becomesReady, type Launch } from './launch.ts';
import {
  neutralizePostmasterFile,
  postmasterCommand,
  readPostmasterCommand,
  readPostmasterFile,
} from './postmaster-file.ts';
import { isRunning, stopServer, type ServerProcess } from './server-process.ts';

/**
 * Handles what a killed process left in the directory. A running server with the settings of this start is adopted;
 * any other is stopped; a stale pid file is made harmless. The caller holds the owner lock, so no other process uses
 * the directory.
 */
export async function adoptLeftover(home: DatabaseHome, launch: Launch): Promise<ServerProcess | undefined> {
  const file = readPostmasterFile(home.cluster);
  if (!file) return undefined;
  const server = { pid: file.pid, cluster: home.cluster };
  if (!isRunning(server)) {
    neutralizePostmasterFile(home.cluster);
    return undefined;
  }
  // A process that exits sends the shutdown signal without waiting for the server to end.
  const wanted = file.status !== 'stopping' && isAsLaunched(home, launch);
  if (wanted && (await becomesReady(server))) return server;
  await stopServer(server);
  return undefined;
}

function isAsLaunched(home: DatabaseHome, { program, args }: Launch): boolean {
  return readPostmasterCommand(home.cluster) === postmasterCommand(program, args);
}
