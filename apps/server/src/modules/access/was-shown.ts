import type { EntityManager } from '@mikro-orm/postgresql';
import { type Expression, sql, type SqlBool } from 'kysely';
import { db } from '../../platform/orm/tables.ts';
import type { Actor } from './access.ts';

/** The person's memberships as an admin or owner, to be narrowed to one workspace. */
export const adminsAmong = (em: EntityManager, userId: string) =>
  db(em)
    .selectFrom('member as m')
    .select('m.id')
    .where('m.userId', '=', userId)
    .where('m.role', 'in', ['owner', 'admin']);

/** A person in a workspace in which they may have seen secrets. */
export interface ShownTo {
  workspaceId: string;
  userId: string;
}

interface Shown {
  createdBy: Expression<Actor>;
  shownTo: Expression<(string | null)[] | null>;
}

/** Whether the person has seen a secret of the row. If that was not recorded, every admin counts as having seen it. */
export const wasShown = (row: Shown, { userId, wasAdmin }: { userId: string; wasAdmin: Expression<SqlBool> }) =>
  sql<boolean>`(${row.createdBy} ->> 'id' = ${userId} or ${userId} = any (${row.shownTo})
    or ((${row.shownTo} is null or array_position(${row.shownTo}, null) is not null) and ${wasAdmin}))`;
