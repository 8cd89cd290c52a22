import type { Role } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { NewId } from '../../../platform/ids.ts';
import { db } from '../../../platform/orm/tables.ts';
import { count } from '../../../platform/orm/expressions.ts';
import { type Access, lockWorkspace } from '../../access/index.ts';

const SEVEN_DAYS = 7 * 24 * 60 * 60 * 1000;

/** Open invitations per workspace. */
const MAX_OPEN = 100;

export interface InvitationDeps {
  newId: NewId;
  clock: Clock;
  publicUrl: string;
}

/**
 * Invites an address. The link is returned for the inviter to pass on: Patchbay sends no email. Throws
 * ALREADY_INVITED, and LIMIT_REACHED when a hundred are open.
 */
export async function invite(
  { newId, clock, publicUrl }: InvitationDeps,
  { em, workspaceId, actor, role: own }: Access,
  { email, role }: { email: string; role: Role },
): Promise<{ id: string; url: string }> {
  if (role === 'owner' && own !== 'owner') throw new AppError('FORBIDDEN');
  const id = newId();
  const now = clock.now();
  await em.transactional(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    const members = db(tx)
      .selectFrom('member as m')
      .innerJoin('user as u', 'u.id', 'm.userId')
      .select('m.id')
      .where('m.organizationId', '=', workspaceId)
      .where('u.email', '=', email);
    const invited = openInvitations(tx, workspaceId, now).select('id').where('email', '=', email);
    if (await members.unionAll(invited).executeTakeFirst()) throw new AppError('ALREADY_INVITED');
    await requireRoom(tx, workspaceId, now);
    const times = { createdAt: now, expiresAt: new Date(now.getTime() + SEVEN_DAYS) };
    await db(tx)
      .insertInto('invitation')
      .values({ id, organizationId: workspaceId, email, role, status: 'pending', inviterId: actor.id, ...times })
      .execute();
  });
  return { id, url: urlOf(publicUrl, id) };
}

async function requireRoom(tx: EntityManager, workspaceId: string, now: Date): Promise<void> {
  const open = await openInvitations(tx, workspaceId, now).select(count.as('count')).executeTakeFirstOrThrow();
  if (open.count >= MAX_OPEN) throw new AppError('LIMIT_REACHED');
}

const openInvitations = (tx: EntityManager, workspaceId: string, now: Date) =>
  db(tx)
    .selectFrom('invitation')
    .where('organizationId', '=', workspaceId)
    .where('status', '=', 'pending')
    .where('expiresAt', '>', now);

export async function cancelInvitation({ em, workspaceId }: Access, { id }: { id: string }): Promise<void> {
  const canceled = await db(em)
    .updateTable('invitation')
    .set({ status: 'canceled' })
    .where('organizationId', '=', workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .returning('id')
    .executeTakeFirst();
  if (!canceled) throw new AppError('INVITATION_UNKNOWN');
}

export function urlOf(publicUrl: string, id: string): string {
  return `${publicUrl}/invite/${id}`;
}
