import { roleSchema } from '@patchbay/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { nameInPlace, page, pageInput, pageOf } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import { type InvitationDeps, urlOf } from '../commands/invitations.ts';

const place = z.object({ createdAt: z.iso.datetime(), id: nameInPlace });

export const listInvitationsInput = inputObject(pageInput(place)).prefault({});

export const invitationsSchema = pageOf(
  z.object({ id: z.string(), email: z.string(), role: roleSchema, expiresAt: z.iso.datetime(), url: z.url() }),
);

/** As precise as a cursor is. */
const CREATED = sql`date_trunc('milliseconds', "createdAt")`;

interface Row {
  id: string;
  email: string;
  role: string;
  expiresAt: Date;
  createdAt: Date;
}

/** The open invitations of the workspace, the newest first. */
export async function listInvitations(
  { publicUrl, clock }: Pick<InvitationDeps, 'publicUrl' | 'clock'>,
  { em, workspaceId }: Access,
  { cursor, limit }: z.infer<typeof listInvitationsInput>,
): Promise<z.infer<typeof invitationsSchema>> {
  const after = cursor ? sql`and (${CREATED}, "id") < (${cursor.createdAt}::timestamptz, ${cursor.id}::text)` : sql``;
  const { rows } = await sql<Row>`
    select "id", "email", "role", "expiresAt", "createdAt" from "invitation"
     where "organizationId" = ${workspaceId} and "status" = 'pending' and "expiresAt" > ${clock.now()} ${after}
     order by ${CREATED} desc, "id" desc limit ${limit + 1}
  `.execute(em.getKysely<Record<string, never>>());
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
