import { Migration20261122Foundation } from './migration-20261122-foundation.ts';
import { Migration20261122SyncProgress } from './migration-20261122-sync-progress.ts';
import { Migration20261123Defence } from './migration-20261123-defence.ts';

/** In the order they are applied. Never edit one that has been released: add another. */
export const MIGRATIONS = [Migration20261122Foundation, Migration20261122SyncProgress, Migration20261123Defence];
