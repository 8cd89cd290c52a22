import { roleSchema } from '@patchbay/contracts';
import { type Expression, sql } from 'kysely';
import { z } from 'zod';
import { nameInCursor, page, pageInput, pageOf } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { type InvitationDeps, urlOf } from '../commands/invite.ts';

const position = z.object({ createdAt: z.iso.datetime(), id: nameInCursor });

export const listInvitationsInput = inputObject(pageInput(position)).prefault({});

export const invitationsSchema = pageOf(
  z.object({ id: z.string(), email: z.string(), role: roleSchema, expiresAt: z.iso.datetime(), url: z.url() }),
);

/** Truncated to the precision of a cursor. */
const created = (at: Expression<Date>) => sql`date_trunc('milliseconds', ${at})`;

/** The open invitations of the workspace, newest first. */
export async function listInvitations(
  { publicUrl, clock }: Pick<InvitationDeps, 'publicUrl' | 'clock'>,
  { em, workspaceId }: Access,
  { cursor, limit }: z.infer<typeof listInvitationsInput>,
): Promise<z.infer<typeof invitationsSchema>> {
  const rows = await db(em)
    .selectFrom('invitation')
    .select(['id', 'email', 'role', 'expiresAt', 'createdAt'])
    .where('organizationId', '=', workspaceId)
    .where('status', '=', 'pending')
    .where('expiresAt', '>', clock.now())
    .$if(cursor !== undefined, (q) =>
      q.where((eb) => sql<boolean>`(${created(eb.ref('createdAt'))}, ${eb.ref('id')}) < ${positionOf(cursor)}`),
    )
    .orderBy((eb) => created(eb.ref('createdAt')), 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { items, nextCursor } = page(rows, limit, ({ createdAt, id }) => ({ createdAt, id }));
  const shown = items.map(({ id, email, role, expiresAt }) => ({
    id,
    email,
    role: roleSchema.parse(role),
    expiresAt: expiresAt.toISOString(),
    url: urlOf(publicUrl, id),
  }));
  return { items: shown, nextCursor };
}

const positionOf = (cursor: z.infer<typeof position> | undefined) =>
  sql`(${cursor?.createdAt}::timestamptz, ${cursor?.id}::text)`;
