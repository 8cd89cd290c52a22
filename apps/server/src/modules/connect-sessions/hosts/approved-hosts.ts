import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../../platform/orm/tables.ts';
import { anyOf } from '../../../platform/orm/expressions.ts';

/** The approved hosts with these origins: the workspace's own, and those of the whole installation. */
export function approvedHosts(
  em: EntityManager,
  workspaceId: string,
  origins: string[],
): Promise<{ origin: string; returnUrls: string[] }[]> {
  return db(em)
    .selectFrom('connect_hosts')
    .select(['origin', 'return_urls as returnUrls'])
    .where('status', '=', 'approved')
    .where('origin', '=', anyOf(origins))
    .where((eb) => eb.or([eb('workspace_id', 'is', null), eb('workspace_id', '=', workspaceId)]))
    .execute();
}
