import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { db } from '../../platform/orm/tables.ts';

export const listAdminsOutput = z.object({
  items: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      email: z.string(),
      /**
       * How the account became an admin: as the first account of a local sandbox, by a setup link, or by the
       * operator's command.
       */
      grantedBy: z.enum(['first_account', 'link', 'command']),
      grantedAt: z.iso.datetime(),
    }),
  ),
});

/** The installation admins, the first one first. Only commands and links create them, so there are few. */
export async function listAdmins({ em }: { em: EntityManager }): Promise<z.infer<typeof listAdminsOutput>> {
  const rows = await db(em)
    .selectFrom('installation_admins as a')
    .innerJoin('user as u', 'u.id', 'a.user_id')
    .select(['a.user_id as userId', 'u.name', 'u.email', 'a.granted_by as grantedBy', 'a.granted_at as grantedAt'])
    .orderBy('a.granted_at')
    .orderBy('a.user_id')
    .execute();
  return { items: rows.map((row) => ({ ...row, grantedAt: row.grantedAt.toISOString() })) };
}
