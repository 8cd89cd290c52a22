import type { AccountTables } from './account-tables.ts';
import { AdminLink } from './admin-link.entity.ts';
import { InstallationAdmin } from './installation-admin.entity.ts';
import { InstallationSettings } from './installation-settings.entity.ts';

declare module '../../platform/orm/table-types.ts' {
  interface Tables extends AccountTables {}
}

/** Our own tables, next to those of better-auth. */
export const IDENTITY_ENTITIES = [AdminLink, InstallationAdmin, InstallationSettings];
