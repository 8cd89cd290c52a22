import { isAtLeast, type Role } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import { type Access, lockWorkspace } from '../../access/index.ts';
import { leaveWorkspace } from '../../identity/index.ts';
import type { OutgoingEvents } from '../../outgoing-events/index.ts';
import { endShownAccess, type KeptAccess } from '../queries/shown-access.ts';
import { revokeDelegatedAccess } from './revoke-delegated-access.ts';

export interface MembersDeps {
  /** This process's cache of keys. */
  keyReader: { forget(id: string): void };
  outgoingEvents: OutgoingEvents;
}

/** Gives a member another role. Only owners add or remove owners, and the last owner stays one. */
export async function setMemberRole(
  { keyReader, outgoingEvents }: MembersDeps,
  access: Access,
  { userId, role, keep }: { userId: string; role: Role; keep: KeptAccess },
): Promise<void> {
  const ended = await access.em.transactional(async (tx) => {
    const present = await lockMember(tx, access.workspaceId, userId);
    if (role === 'owner' || present === 'owner') requireOwner(access);
    if (present === 'owner' && role !== 'owner') await requireAnotherOwner(tx, access.workspaceId, userId);
    const keys =
      isAtLeast(present, 'admin') && !isAtLeast(role, 'admin')
        ? await end({ tx, outgoingEvents }, access, { userId, keep })
        : [];
    const members = db(tx).updateTable('member').where('organizationId', '=', access.workspaceId);
    await members.set({ role }).where('userId', '=', userId).execute();
    await revokeDelegatedAccess(tx, { workspaceId: access.workspaceId, userId });
    return keys;
  });
  ended.forEach((id) => keyReader.forget(id));
}

/** Removes a member from the workspace. Every member may leave, except the last owner. */
export async function removeMember(
  { keyReader, outgoingEvents }: MembersDeps,
  access: Access,
  { userId, keep }: { userId: string; keep: KeptAccess },
): Promise<void> {
  const ended = await access.em.transactional(async (tx) => {
    const present = await lockMember(tx, access.workspaceId, userId);
    if (present === 'owner') {
      requireOwner(access);
      await requireAnotherOwner(tx, access.workspaceId, userId);
    }
    const keys = await end({ tx, outgoingEvents }, access, { userId, keep });
    await leave(tx, access.workspaceId, userId);
    await revokeDelegatedAccess(tx, { workspaceId: access.workspaceId, userId });
    return keys;
  });
  ended.forEach((id) => keyReader.forget(id));
}

/**
 * Keys and endpoints whose secrets they have seen end with their rights, unless the admin who removes them keeps
 * these.
 */
async function leave(tx: EntityManager, workspaceId: string, userId: string): Promise<void> {
  const members = db(tx).deleteFrom('member').where('organizationId', '=', workspaceId);
  await members.where('userId', '=', userId).execute();
  await leaveWorkspace(tx, { workspaceId, userId });
}

function end(
  scope: Pick<MembersDeps, 'outgoingEvents'> & { tx: EntityManager },
  { workspaceId, actor }: Access,
  { userId, keep }: { userId: string; keep: KeptAccess },
) {
  return endShownAccess(scope, { workspaceId, userId }, { kept: keep, actor });
}

/**
 * Locks all members of the workspace, so that two owners cannot step down at the same time. Locks the workspace
 * first, because that is the global order.
 */
async function lockMember(tx: EntityManager, workspaceId: string, userId: string): Promise<Role> {
  const invitations = db(tx).selectFrom('invitation').select('id').where('organizationId', '=', workspaceId);
  await invitations.where('inviterId', '=', userId).orderBy('id').forUpdate().execute();
  await lockWorkspace(tx, workspaceId);
  const members = db(tx).selectFrom('member').select(['userId', 'role']).where('organizationId', '=', workspaceId);
  const rows = await members.orderBy('id').forUpdate().execute();
  const member = rows.find((row) => row.userId === userId);
  if (!member) throw new AppError('MEMBER_UNKNOWN');
  return member.role;
}

function requireOwner({ role }: Access): void {
  if (role !== 'owner') throw new AppError('FORBIDDEN');
}

async function requireAnotherOwner(tx: EntityManager, workspaceId: string, userId: string): Promise<void> {
  const other = await db(tx)
    .selectFrom('member')
    .select('id')
    .where('organizationId', '=', workspaceId)
    .where('role', '=', 'owner')
    .where('userId', '<>', userId)
    .executeTakeFirst();
  if (!other) throw new AppError('LAST_OWNER');
}
