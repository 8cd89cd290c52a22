import type { Role } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Kysely } from 'kysely';
import { type ParameterOf, prepare } from '../../platform/orm/prepare.ts';
import type { Tables } from '../../platform/orm/table-types.ts';
import { db, statements } from '../../platform/orm/tables.ts';

export interface Membership {
  workspaceId: string;
  workspaceName: string;
  role: Role;
}

const memberships = (kysely: Kysely<Tables>, userId: string) =>
  kysely
    .selectFrom('member as m')
    .innerJoin('organization as o', 'o.id', 'm.organizationId')
    .select(['m.organizationId as workspaceId', 'o.name as workspaceName', 'm.role'])
    .where('o.archivedAt', 'is', null)
    .where('m.userId', '=', userId);

const ONE = prepare((value: ParameterOf<{ userId: string; workspaceId: string }>) =>
  memberships(statements, value('userId')).where('m.organizationId', '=', value('workspaceId')),
);

/**
 * The person's membership of a workspace; undefined also when the workspace is archived or does not exist, which must
 * look the same outside.
 */
export function membershipOf(em: EntityManager, userId: string, workspaceId: string): Promise<Membership | undefined> {
  return db(em)
    .executeQuery(ONE({ userId, workspaceId }))
    .then(({ rows }) => rows[0]);
}

/** The membership of the workspace that the person joined first. */
export function firstMembershipOf(em: EntityManager, userId: string): Promise<Membership | undefined> {
  return memberships(db(em), userId).orderBy('m.createdAt').orderBy('m.id').limit(1).executeTakeFirst();
}
