import { isAtLeast, type Role } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../../platform/errors/app-error.ts';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import { type Access, lockWorkspace } from '../../access/index.ts';
import { endShownAccess, type KeptAccess } from '../queries/shown-access.ts';
import { revokeDelegatedAccess } from './revoke-delegated-access.ts';

export interface MembersDeps {
  /** What this process remembers of keys. */
  keyReader: { forget(id: string): void };
}

/** Gives a member another role. Only an owner makes or unmakes owners, and the last owner stays one. */
export async function setMemberRole(
  { keyReader }: MembersDeps,
  access: Access,
  { userId, role, keep }: { userId: string; role: Role; keep: KeptAccess },
): Promise<void> {
  const ended = await access.em.transactional(async (tx) => {
    const present = await lockMember(tx, access.workspaceId, userId);
    if (role === 'owner' || present === 'owner') requireOwner(access);
    if (present === 'owner' && role !== 'owner') await requireAnotherOwner(tx, access.workspaceId, userId);
    const keys =
      isAtLeast(present, 'admin') && !isAtLeast(role, 'admin') ? await end(tx, access, { userId, keep }) : [];
    await executeSql(tx, `update "member" set "role" = $3 where "organizationId" = $1 and "userId" = $2`, [
      access.workspaceId,
      userId,
      role,
    ]);
    await revokeDelegatedAccess(tx, { workspaceId: access.workspaceId, userId });
    return keys;
  });
  ended.forEach((id) => keyReader.forget(id));
}

/** Removes a member from the workspace; every member may leave by themselves, except the last owner. */
export async function removeMember(
  { keyReader }: MembersDeps,
  access: Access,
  { userId, keep }: { userId: string; keep: KeptAccess },
): Promise<void> {
  const ended = await access.em.transactional(async (tx) => {
    const present = await lockMember(tx, access.workspaceId, userId);
    if (present === 'owner') {
      requireOwner(access);
      await requireAnotherOwner(tx, access.workspaceId, userId);
    }
    const keys = await end(tx, access, { userId, keep });
    const place = [access.workspaceId, userId];
    await executeSql(tx, `delete from "member" where "organizationId" = $1 and "userId" = $2`, place);
    const leave = `update "session" set "activeOrganizationId" = null where "activeOrganizationId" = $1 and "userId" = $2`;
    await executeSql(tx, leave, place);
    await revokeDelegatedAccess(tx, { workspaceId: access.workspaceId, userId });
    return keys;
  });
  ended.forEach((id) => keyReader.forget(id));
}

/** What they were shown the secrets of ends with their rights, unless the one who takes these away keeps it. */
function end(
  tx: EntityManager,
  { workspaceId, actor }: Access,
  { userId, keep }: { userId: string; keep: KeptAccess },
) {
  return endShownAccess(tx, { workspaceId, userId }, { kept: keep, actor });
}

/** Locks all members of the workspace, so that two owners cannot step down past each other; before, what comes before. */
async function lockMember(tx: EntityManager, workspaceId: string, userId: string): Promise<Role> {
  const invitations = `select 1 from "invitation" where "organizationId" = $1 and "inviterId" = $2 order by "id" for update`;
  await executeSql(tx, invitations, [workspaceId, userId]);
  await lockWorkspace(tx, workspaceId);
  const rows = await executeSql<{ userId: string; role: Role }>(
    tx,
    `select "userId", "role" from "member" where "organizationId" = $1 order by "id" for update`,
    [workspaceId],
  );
  const member = rows.find((row) => row.userId === userId);
  if (!member) throw new AppError('MEMBER_UNKNOWN');
  return member.role;
}

function requireOwner({ role }: Access): void {
  if (role !== 'owner') throw new AppError('FORBIDDEN');
}

async function requireAnotherOwner(tx: EntityManager, workspaceId: string, userId: string): Promise<void> {
  const others = await executeSql(
    tx,
    `select 1 from "member" where "organizationId" = $1 and "role" = 'owner' and "userId" <> $2`,
    [workspaceId, userId],
  );
  if (others.length === 0) throw new AppError('LAST_OWNER');
}
