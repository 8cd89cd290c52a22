import type { Role } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../platform/orm/raw-sql.ts';

export interface Membership {
  workspaceId: string;
  workspaceName: string;
  role: Role;
}

interface Row {
  organizationId: string;
  name: string;
  role: Role;
}

const SELECT = `select m."organizationId", o."name", m."role"
  from "member" m join "organization" o on o."id" = m."organizationId"`;

/** The person's place in one workspace; nothing where there is no such workspace, which must look the same outside. */
export async function membershipOf(
  em: EntityManager,
  userId: string,
  workspaceId: string,
): Promise<Membership | undefined> {
  const where = `${SELECT} where m."userId" = $1 and m."organizationId" = $2`;
  const [row] = await executeSql<Row>(em, where, [userId, workspaceId]);
  return row && asMembership(row);
}

/** The workspace that the person joined first. */
export async function firstMembershipOf(em: EntityManager, userId: string): Promise<Membership | undefined> {
  const where = `${SELECT} where m."userId" = $1 order by m."createdAt", m."id" limit 1`;
  const [row] = await executeSql<Row>(em, where, [userId]);
  return row && asMembership(row);
}

function asMembership({ organizationId, name, role }: Row): Membership {
  return { workspaceId: organizationId, workspaceName: name, role };
}
