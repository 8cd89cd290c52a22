import type { Role } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../platform/orm/tables.ts';

export interface Membership {
  workspaceId: string;
  workspaceName: string;
  role: Role;
}

const memberships = (em: EntityManager, userId: string) =>
  db(em)
    .selectFrom('member as m')
    .innerJoin('organization as o', 'o.id', 'm.organizationId')
    .select(['m.organizationId as workspaceId', 'o.name as workspaceName', 'm.role'])
    .where('m.userId', '=', userId);

/**
 * The person's membership of a workspace; undefined also when the workspace does not exist, which must look the same
 * outside.
 */
export function membershipOf(em: EntityManager, userId: string, workspaceId: string): Promise<Membership | undefined> {
  return memberships(em, userId).where('m.organizationId', '=', workspaceId).executeTakeFirst();
}

/** The membership of the workspace that the person joined first. */
export function firstMembershipOf(em: EntityManager, userId: string): Promise<Membership | undefined> {
  return memberships(em, userId).orderBy('m.createdAt').orderBy('m.id').limit(1).executeTakeFirst();
}
