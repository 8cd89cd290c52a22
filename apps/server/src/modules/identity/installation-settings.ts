import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../platform/orm/tables.ts';
import type { SignUpMode } from './sign-up-mode.ts';

/** Applies to every sign-up from now on, unless the environment fixes the mode. */
export async function saveSignUpMode(em: EntityManager, mode: SignUpMode): Promise<void> {
  await db(em).updateTable('installation_settings').set({ sign_up: mode }).execute();
}
