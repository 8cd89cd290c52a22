import { roleSchema, type WorkspaceView } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { NewId } from '../../../platform/ids.ts';
import { count, now } from '../../../platform/orm/expressions.ts';
import { db } from '../../../platform/orm/tables.ts';
import { lockWorkspace } from '../../access/index.ts';
import { inviterIsStillAuthorized } from './inviter-authorized.ts';

/** Members per workspace. */
const MAX_MEMBERS = 1_000;

export const invitationSchema = z.object({
  id: z.string(),
  workspaceName: z.string(),
  inviterName: z.string(),
  email: z.string(),
  role: roleSchema,
  /** The id of the workspace, once the invited person has accepted and is a member. */
  joined: z.string().nullable(),
});

/**
 * What the invitation offers. Only the invited person may see it: the address must be the one they signed up with.
 * Throws INVITATION_UNKNOWN, also once the inviter may no longer give that role.
 */
export async function readInvitation({ clock }: Pick<AcceptDeps, 'clock'>, guest: Guest, { id }: { id: string }) {
  const open = await invitationOf(guest, id)
    .where('i.status', '=', 'pending')
    .where('i.expiresAt', '>', clock.now())
    .where(inviterIsStillAuthorized)
    .executeTakeFirst();
  const row = open ?? (await acceptedBefore(guest, id));
  if (!row) throw new AppError('INVITATION_UNKNOWN');
  return invitationSchema.parse({ joined: null, ...row });
}

const invitationOf = ({ em, email }: Guest, id: string) =>
  db(em)
    .selectFrom('invitation as i')
    .innerJoin('organization as o', 'o.id', 'i.organizationId')
    .innerJoin('user as u', 'u.id', 'i.inviterId')
    .select(['i.id', 'o.name as workspaceName', 'u.name as inviterName', 'i.email', 'i.role'])
    .where('i.id', '=', id)
    .where((eb) => eb(eb.fn('lower', ['i.email']), '=', eb.fn('lower', [eb.val(email)])));

/** A person opens the link of an invitation again, which they have accepted. */
function acceptedBefore(guest: Guest, id: string) {
  return invitationOf(guest, id)
    .innerJoin('member as m', (join) =>
      join.onRef('m.organizationId', '=', 'i.organizationId').on('m.userId', '=', guest.userId),
    )
    .select('o.id as joined')
    .where('i.status', '=', 'accepted')
    .where('o.archivedAt', 'is', null)
    .executeTakeFirst();
}

export interface AcceptDeps {
  newId: NewId;
  clock: Clock;
}

export interface Guest {
  em: EntityManager;
  userId: string;
  email: string;
}

/**
 * Joins the workspace and consumes the invitation in the same transaction. Throws LIMIT_REACHED when the workspace
 * has the maximum number of members; the invitation then stays open.
 */
export async function acceptInvitation(deps: AcceptDeps, guest: Guest, { id }: { id: string }): Promise<WorkspaceView> {
  const { workspaceName, role, joined } = await readInvitation(deps, guest, { id });
  if (joined !== null) throw new AppError('INVITATION_UNKNOWN');
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
      .values({ id: deps.newId(), organizationId, userId: guest.userId, role, createdAt: now })
      .onConflict((conflict) => conflict.columns(['organizationId', 'userId']).doNothing())
      .execute();
    return { id: used.organizationId, name: workspaceName, role };
  });
}

/** Taken before the invitation's lock, the order in which every change of members takes them. */
async function lockWorkspaceOf(tx: EntityManager, invitationId: string): Promise<void> {
  const invitations = db(tx).selectFrom('invitation').select('organizationId').where('id', '=', invitationId);
  const invitation = await invitations.executeTakeFirst();
  if (!invitation) throw new AppError('INVITATION_UNKNOWN');
  await lockWorkspace(tx, invitation.organizationId);
}

async function requireSeat(tx: EntityManager, workspaceId: string): Promise<void> {
  const members = db(tx).selectFrom('member').select(count.as('count')).where('organizationId', '=', workspaceId);
  const seats = await members.executeTakeFirstOrThrow();
  if (seats.count >= MAX_MEMBERS) throw new AppError('LIMIT_REACHED');
}
