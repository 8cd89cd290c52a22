import { type Role, roleSchema, type WorkspaceView } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { ExpressionBuilder } from 'kysely';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { NewId } from '../../../platform/ids.ts';
import { db } from '../../../platform/orm/tables.ts';
import { count, now as present } from '../../../platform/orm/expressions.ts';
import type { Tables } from '../../../platform/orm/table-types.ts';
import { type Access, lockWorkspace } from '../../access/index.ts';

const SEVEN_DAYS = 7 * 24 * 60 * 60 * 1000;
/** Members of one workspace. */
const MOST_MEMBERS = 1_000;

/** Open invitations that a workspace may have. */
const MOST_OPEN = 100;

/**
 * The rule of `invite`, for the invitation `i` as things are now: an invitation does not outlive its inviter's right
 * to give it.
 */
export function inviterStillMay(eb: ExpressionBuilder<Tables & { i: Tables['invitation'] }, 'i'>) {
  const inviter = eb
    .selectFrom('member as inviter')
    .select('inviter.id')
    .whereRef('inviter.organizationId', '=', 'i.organizationId')
    .whereRef('inviter.userId', '=', 'i.inviterId')
    .where((inner) =>
      inner.or([inner('inviter.role', '=', 'owner'), inner('inviter.role', '=', 'admin').and('i.role', '<>', 'owner')]),
    );
  return eb.exists(inviter);
}

export interface InvitationDeps {
  newId: NewId;
  clock: Clock;
  publicUrl: string;
}

export const invitationSchema = z.object({
  id: z.string(),
  workspaceName: z.string(),
  inviterName: z.string(),
  email: z.string(),
  role: roleSchema,
});

/**
 * Invites an address. The link is shown to be passed on: Patchbay sends no mail of its own. Throws ALREADY_INVITED, and
 * LIMIT_REACHED while a hundred are open.
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
  if (open.count >= MOST_OPEN) throw new AppError('LIMIT_REACHED');
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

/**
 * What the invited person is asked. Only they may see it: the address must be the one they signed up with. Throws
 * INVITATION_UNKNOWN, also once the inviter may not give that role any more.
 */
export async function readInvitation({ clock }: InvitationDeps, guest: Guest, { id }: { id: string }) {
  const row = await db(guest.em)
    .selectFrom('invitation as i')
    .innerJoin('organization as o', 'o.id', 'i.organizationId')
    .innerJoin('user as u', 'u.id', 'i.inviterId')
    .select(['i.id', 'o.name as workspaceName', 'u.name as inviterName', 'i.email', 'i.role'])
    .where('i.id', '=', id)
    .where((eb) => eb(eb.fn('lower', ['i.email']), '=', eb.fn('lower', [eb.val(guest.email)])))
    .where('i.status', '=', 'pending')
    .where('i.expiresAt', '>', clock.now())
    .where(inviterStillMay)
    .executeTakeFirst();
  if (!row) throw new AppError('INVITATION_UNKNOWN');
  return invitationSchema.parse(row);
}

export interface Guest {
  em: EntityManager;
  userId: string;
  email: string;
}

/**
 * Joins the workspace. The invitation is used up in the same transaction. Throws LIMIT_REACHED where the workspace has as many
 * members as it may have; the invitation stays open then.
 */
export async function acceptInvitation(
  deps: InvitationDeps,
  guest: Guest,
  { id }: { id: string },
): Promise<WorkspaceView> {
  const { workspaceName, role } = await readInvitation(deps, guest, { id });
  return guest.em.transactional(async (tx) => {
    await lockWorkspaceOf(tx, id);
    const used = await db(tx)
      .updateTable('invitation')
      .set({ status: 'accepted' })
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .returning('organizationId')
      .executeTakeFirst();
    if (!used) throw new AppError('INVITATION_UNKNOWN');
    await requireSeat(tx, used.organizationId);
    const { organizationId } = used;
    await db(tx)
      .insertInto('member')
      .values({ id: deps.newId(), organizationId, userId: guest.userId, role, createdAt: present })
      .onConflict((conflict) => conflict.columns(['organizationId', 'userId']).doNothing())
      .execute();
    return { id: used.organizationId, name: workspaceName, role };
  });
}

/** Before the invitation is taken, in the order in which all take them who change members. */
async function lockWorkspaceOf(tx: EntityManager, invitationId: string): Promise<void> {
  const invitations = db(tx).selectFrom('invitation').select('organizationId').where('id', '=', invitationId);
  const invitation = await invitations.executeTakeFirst();
  if (!invitation) throw new AppError('INVITATION_UNKNOWN');
  await lockWorkspace(tx, invitation.organizationId);
}

async function requireSeat(tx: EntityManager, workspaceId: string): Promise<void> {
  const members = db(tx).selectFrom('member').select(count.as('count')).where('organizationId', '=', workspaceId);
  const seats = await members.executeTakeFirstOrThrow();
  if (seats.count >= MOST_MEMBERS) throw new AppError('LIMIT_REACHED');
}

export function urlOf(publicUrl: string, id: string): string {
  return `${publicUrl}/invite/${id}`;
}
