import { type Role, roleSchema, type WorkspaceView } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { NewId } from '../../../platform/ids.ts';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
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
export const INVITER_STILL_MAY = `exists (select 1 from "member" inviter
  where inviter."organizationId" = i."organizationId" and inviter."userId" = i."inviterId"
    and (inviter."role" = 'owner' or (inviter."role" = 'admin' and i."role" <> 'owner')))`;

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
    const known = await executeSql(
      tx,
      `select 1 from "member" m join "user" u on u."id" = m."userId" where m."organizationId" = $1 and u."email" = $2
       union all
       select 1 from "invitation" where "organizationId" = $1 and "email" = $2 and "status" = 'pending' and "expiresAt" > $3`,
      [workspaceId, email, now],
    );
    if (known.length > 0) throw new AppError('ALREADY_INVITED');
    await requireRoom(tx, workspaceId, now);
    await executeSql(
      tx,
      `insert into "invitation" ("id", "organizationId", "email", "role", "status", "expiresAt", "createdAt", "inviterId")
       values ($1, $2, $3, $4, 'pending', $5, $6, $7)`,
      [id, workspaceId, email, role, new Date(now.getTime() + SEVEN_DAYS), now, actor.id],
    );
  });
  return { id, url: urlOf(publicUrl, id) };
}

async function requireRoom(tx: EntityManager, workspaceId: string, now: Date): Promise<void> {
  const [open] = await executeSql<{ count: number }>(
    tx,
    `select count(*)::int as count from "invitation"
      where "organizationId" = $1 and "status" = 'pending' and "expiresAt" > $2`,
    [workspaceId, now],
  );
  if (open && open.count >= MOST_OPEN) throw new AppError('LIMIT_REACHED');
}

export async function cancelInvitation({ em, workspaceId }: Access, { id }: { id: string }): Promise<void> {
  const rows = await executeSql(
    em,
    `update "invitation" set "status" = 'canceled'
      where "organizationId" = $1 and "id" = $2 and "status" = 'pending' returning 1 as done`,
    [workspaceId, id],
  );
  if (rows.length === 0) throw new AppError('INVITATION_UNKNOWN');
}

/**
 * What the invited person is asked. Only they may see it: the address must be the one they signed up with. Throws
 * INVITATION_UNKNOWN, also once the inviter may not give that role any more.
 */
export async function readInvitation({ clock }: InvitationDeps, guest: Guest, { id }: { id: string }) {
  const [row] = await executeSql<z.infer<typeof invitationSchema>>(
    guest.em,
    `select i."id", o."name" as "workspaceName", u."name" as "inviterName", i."email", i."role"
       from "invitation" i join "organization" o on o."id" = i."organizationId" join "user" u on u."id" = i."inviterId"
      where i."id" = $1 and lower(i."email") = lower($2) and i."status" = 'pending' and i."expiresAt" > $3
        and ${INVITER_STILL_MAY}`,
    [id, guest.email, clock.now()],
  );
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
    const [used] = await executeSql<{ organizationId: string }>(
      tx,
      `update "invitation" set "status" = 'accepted' where "id" = $1 and "status" = 'pending' returning "organizationId"`,
      [id],
    );
    if (!used) throw new AppError('INVITATION_UNKNOWN');
    await requireSeat(tx, used.organizationId);
    await executeSql(
      tx,
      `insert into "member" ("id", "organizationId", "userId", "role", "createdAt") values ($1, $2, $3, $4, now())
       on conflict ("organizationId", "userId") do nothing`,
      [deps.newId(), used.organizationId, guest.userId, role],
    );
    return { id: used.organizationId, name: workspaceName, role };
  });
}

/** Before the invitation is taken, in the order in which all take them who change members. */
async function lockWorkspaceOf(tx: EntityManager, invitationId: string): Promise<void> {
  const select = 'select "organizationId" from "invitation" where "id" = $1';
  const [invitation] = await executeSql<{ organizationId: string }>(tx, select, [invitationId]);
  if (!invitation) throw new AppError('INVITATION_UNKNOWN');
  await lockWorkspace(tx, invitation.organizationId);
}

async function requireSeat(tx: EntityManager, workspaceId: string): Promise<void> {
  const [members] = await executeSql<{ count: number }>(
    tx,
    `select count(*)::int as count from "member" where "organizationId" = $1`,
    [workspaceId],
  );
  if (members && members.count >= MOST_MEMBERS) throw new AppError('LIMIT_REACHED');
}

export function urlOf(publicUrl: string, id: string): string {
  return `${publicUrl}/invite/${id}`;
}
