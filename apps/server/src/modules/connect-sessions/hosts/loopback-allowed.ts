import type { EntityManager } from '@mikro-orm/postgresql';
import { isLoopbackUrl } from '../../../platform/http/loopback.ts';
import { db } from '../../../platform/orm/tables.ts';

interface Where {
  publicUrl: string;
  /** Null: for every workspace of the installation, none of which is asked. */
  workspaceId: string | null;
}

/** Whether hosts may be on a person's own machine: where the installation itself is, and in workspaces for development. */
export async function loopbackAllowed(em: EntityManager, { publicUrl, workspaceId }: Where): Promise<boolean> {
  if (isLoopbackUrl(publicUrl)) return true;
  if (workspaceId === null) return false;
  const workspaces = db(em).selectFrom('organization').select('isDevelopment').where('id', '=', workspaceId);
  return (await workspaces.executeTakeFirst())?.isDevelopment === true;
}
