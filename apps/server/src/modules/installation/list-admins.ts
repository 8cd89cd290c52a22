import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { executeSql } from '../../platform/orm/raw-sql.ts';

export const listAdminsOutput = z.object({
  items: z.array(
    z.object({
      userId: z.string(),
      name: z.string(),
      email: z.string(),
      /** How the account became one: as the first of a local sandbox, by a set-up link, or by the operator's command. */
      grantedBy: z.enum(['first_account', 'link', 'command']),
      grantedAt: z.iso.datetime(),
    }),
  ),
});

type Item = z.infer<typeof listAdminsOutput>['items'][number];

/** Those who run the installation, the first one first. Only commands and links make one, so there are few. */
export async function listAdmins({ em }: { em: EntityManager }): Promise<z.infer<typeof listAdminsOutput>> {
  const rows = await executeSql<Omit<Item, 'grantedAt'> & { grantedAt: Date }>(
    em,
    `select user_id as "userId", "name", "email", granted_by as "grantedBy", granted_at as "grantedAt"
       from installation_admins join "user" on "id" = user_id order by granted_at, user_id`,
  );
  return { items: rows.map((row) => ({ ...row, grantedAt: row.grantedAt.toISOString() })) };
}
