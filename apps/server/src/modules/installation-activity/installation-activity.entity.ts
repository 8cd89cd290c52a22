import { defineEntity, p } from '@mikro-orm/core';
import type { Actor } from '../access/index.ts';
import type { TableOf } from '../../platform/orm/table-types.ts';

/** What an installation admin or an installation key has changed. Ids are in the order of time. */
export const InstallationActivity = defineEntity({
  name: 'InstallationActivity',
  tableName: 'installation_activity',
  properties: {
    id: p.uuid().primary(),
    at: p.datetime(),
    actor: p.json<Actor>(),
    /** The procedure, for example `provisioning.upsertWorkspaces`. */
    action: p.string(),
    workspaceId: p.string().nullable(),
    externalId: p.string().nullable(),
    /** The name of what was changed, as it was then. */
    subject: p.string().nullable(),
    /** `started` until it is known, then `done` or the code of the error. */
    outcome: p.string(),
  },
});

declare module '../../platform/orm/table-types.ts' {
  interface Tables {
    installation_activity: TableOf<typeof InstallationActivity>;
  }
}
