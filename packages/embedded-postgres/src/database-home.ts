import { join } from 'node:path';

/** The content of a database directory. Everything but the cluster belongs to the user of the Node process. */
export interface DatabaseHome {
  readonly dir: string;
  /** PGDATA. */
  readonly cluster: string;
  /** The superuser's password, mode 0600. */
  readonly password: string;
  /** The port of the last start, so that tools configured with the address keep working. */
  readonly port: string;
  readonly lock: string;
  /** The server's log of this run. */
  readonly log: string;
}

export function databaseHome(dir: string): DatabaseHome {
  return {
    dir,
    cluster: join(dir, 'cluster'),
    password: join(dir, 'password'),
    port: join(dir, 'port'),
    lock: join(dir, 'owner.lock'),
    log: join(dir, 'postgres.log'),
  };
}
