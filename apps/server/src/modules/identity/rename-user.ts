import type { EntityManager } from '@mikro-orm/postgresql';
import { now } from '../../platform/orm/expressions.ts';
import { db } from '../../platform/orm/tables.ts';

export async function renameUser(em: EntityManager, id: string, name: string): Promise<void> {
  await db(em).updateTable('user').set({ name, updatedAt: now }).where('id', '=', id).execute();
}
