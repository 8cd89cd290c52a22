import { renameUser } from '../identity/index.ts';
import type { OwnAccess } from './own-access.ts';

/** Changes the name that others see from now on. The history keeps the name that the person had at the time. */
export async function renameAccount({ em, session }: OwnAccess, { name }: { name: string }): Promise<{ name: string }> {
  await renameUser(em, session.user.id, name);
  return { name };
}
