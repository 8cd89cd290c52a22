import type { ManagedWorkspace } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ChangeSignal } from '../../../platform/live/change-signal.ts';
import { db } from '../../../platform/orm/tables.ts';
import { recordChanges } from '../../installation-activity/index.ts';
import { archiveEndpoints, restoreEndpoints } from '../../outbound-webhooks/index.ts';
import { lockNamed, type ManagedRow, managedView, type OneWorkspace } from './managed-workspaces.ts';
import type { Provisioner, ProvisioningDeps } from './upsert-workspaces.ts';

type ArchiveDeps = ProvisioningDeps & { changes: ChangeSignal };

/**
 * Closes a workspace without losing anything: from the commit on, its members have no access, service keys and
 * installation keys are refused with WORKSPACE_ARCHIVED (within two seconds in all processes), streams end, open
 * authorizations can't be completed, and its endpoints are off. Connections stay connected, and events are stored.
 * Repeating it changes nothing. Throws WORKSPACE_UNKNOWN.
 */
export function archiveWorkspace(deps: ArchiveDeps, by: Provisioner, named: OneWorkspace): Promise<ManagedWorkspace> {
  return change(deps, by, {
    named,
    action: 'provisioning.archive',
    archivedAt: deps.clock.now(),
    apply: archiveEndpoints,
  });
}

/** Opens it again, with everything that it had. Messages that endpoints missed can be recovered. */
export function restoreWorkspace(deps: ArchiveDeps, by: Provisioner, named: OneWorkspace): Promise<ManagedWorkspace> {
  return change(deps, by, { named, action: 'provisioning.restore', archivedAt: null, apply: restoreEndpoints });
}

interface Archiving {
  named: OneWorkspace;
  action: string;
  archivedAt: Date | null;
  apply: (tx: EntityManager, workspaceId: string) => Promise<void>;
}

async function change(
  deps: ArchiveDeps,
  { em, actor }: Provisioner,
  { named, action, archivedAt, apply }: Archiving,
): Promise<ManagedWorkspace> {
  const row = await em.transactional(async (tx): Promise<ManagedRow> => {
    const found = await lockNamed(tx, named);
    if ((found.archivedAt === null) === (archivedAt === null)) return found;
    const { id: workspaceId, externalId, name: subject } = found;
    await db(tx).updateTable('organization').set({ archivedAt }).where('id', '=', workspaceId).execute();
    await apply(tx, workspaceId);
    await recordChanges(deps, { tx, actor }, [{ action, workspaceId, externalId, subject }]);
    return { ...found, archivedAt };
  });
  deps.changes.notify(row.id);
  return managedView(row);
}
