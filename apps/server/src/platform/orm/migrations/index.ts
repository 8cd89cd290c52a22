import { Migration20261122Actions } from './migration-20261122-actions.ts';
import { Migration20261122Foundation } from './migration-20261122-foundation.ts';
import { Migration20261122ServiceKeys } from './migration-20261122-service-keys.ts';
import { Migration20261123Defence } from './migration-20261123-defence.ts';
import { Migration20261124SyncProgress } from './migration-20261124-sync-progress.ts';

/** In the order they are applied. Never edit one that has been released: add another. */
export const MIGRATIONS = [
  Migration20261122Foundation,
  Migration20261123Defence,
  Migration20261124SyncProgress,
  Migration20261122ServiceKeys,
  Migration20261122Actions,
];
