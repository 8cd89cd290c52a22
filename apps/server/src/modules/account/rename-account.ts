import type { OwnAccess } from './own-access.ts';
import { db } from '../../platform/orm/tables.ts';
import { now } from '../../platform/orm/expressions.ts';

/** What others are shown from now on. The history keeps the name that the person had at the time. */
export async function renameAccount({ em, session }: OwnAccess, { name }: { name: string }): Promise<{ name: string }> {
  await db(em).updateTable('user').set({ name, updatedAt: now }).where('id', '=', session.user.id).execute();
  return { name };
}
