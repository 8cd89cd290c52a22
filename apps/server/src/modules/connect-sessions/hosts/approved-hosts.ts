import type { EntityManager } from '@mikro-orm/postgresql';
import { db } from '../../../platform/orm/tables.ts';
import type { ConnectHost } from '../connect-host.entity.ts';
import { anyOf } from '../../../platform/orm/expressions.ts';

export type ApprovedHost = Pick<ConnectHost, 'origin' | 'returnUrls' | 'theme'> & {
  displayName: string | null;
  logoHash: string | null;
};

/** The approved hosts with these origins: the workspace's own, and those of the whole installation. */
export function approvedHosts(em: EntityManager, workspaceId: string, origins: string[]): Promise<ApprovedHost[]> {
  return (
    db(em)
      .selectFrom('connect_hosts')
      .select(['origin', 'return_urls as returnUrls', 'display_name as displayName', 'logo_hash as logoHash', 'theme'])
      .where('status', '=', 'approved')
      .where('origin', '=', anyOf(origins))
      .where((eb) => eb.or([eb('workspace_id', 'is', null), eb('workspace_id', '=', workspaceId)]))
      // What the workspace says of a host comes before what the installation says.
      .orderBy((eb) => eb('workspace_id', 'is', null))
      .execute()
  );
}
