import { executeSql } from '../../platform/orm/raw-sql.ts';
import type { OwnAccess } from './own-access.ts';

/** What others are shown from now on. The history keeps the name that the person had at the time. */
export async function renameAccount({ em, session }: OwnAccess, { name }: { name: string }): Promise<{ name: string }> {
  await executeSql(em, `update "user" set "name" = $2, "updatedAt" = now() where "id" = $1`, [session.user.id, name]);
  return { name };
}
