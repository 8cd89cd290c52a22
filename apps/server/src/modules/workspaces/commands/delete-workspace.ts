import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Jobs } from '../../../platform/jobs/jobs.ts';
import type { ChangeSignal } from '../../../platform/live/change-signal.ts';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import { clearWorkspaceJob } from '../workspace-jobs.ts';

export interface DeleteWorkspaceDeps {
  jobs: Jobs;
  changes: ChangeSignal;
  clock: Clock;
}

/** The name, typed again. */
export const deleteWorkspaceInput = inputObject({ name: z.string().max(200) });

/**
 * Deletes the workspace for good. From the commit on no person and no key is let in any more, and streams end; what it
 * had at the provider and its endpoints are ended by a job of the same transaction. Throws NAME_DIFFERS.
 */
export async function deleteWorkspace(
  { jobs, changes, clock }: DeleteWorkspaceDeps,
  { em, workspaceId, actor }: Access,
  { name }: z.infer<typeof deleteWorkspaceInput>,
): Promise<void> {
  const by = { kind: 'user' as const, id: actor.id, name: actor.name };
  await em.transactional(async (tx) => {
    await requireOwnerOf(tx, { workspaceId, userId: actor.id, name });
    for (const [text, ...values] of endings(clock.now(), JSON.stringify(by))) {
      await executeSql(tx, text, [workspaceId, ...values]);
    }
    await jobs.send(tx, clearWorkspaceJob, { data: { workspaceId, actor: by, again: true } });
  });
  changes.notify(workspaceId);
}

interface Asked {
  workspaceId: string;
  userId: string;
  name: string;
}

/** Asked again under the lock. Invitations are locked before the workspace, in the order in which accepting one locks. */
async function requireOwnerOf(tx: EntityManager, { workspaceId, userId, name }: Asked): Promise<void> {
  await executeSql(tx, `select 1 from "invitation" where "organizationId" = $1 order by "id" for update`, [
    workspaceId,
  ]);
  const [workspace] = await executeSql<{ name: string; role: string | null }>(
    tx,
    `select o."name", (select m."role" from "member" m where m."organizationId" = o."id" and m."userId" = $2) as "role"
       from "organization" o where o."id" = $1 for update of o`,
    [workspaceId, userId],
  );
  if (!workspace?.role) throw new AppError('WORKSPACE_UNKNOWN');
  if (workspace.role !== 'owner') throw new AppError('FORBIDDEN');
  if (asTyped(workspace.name) !== asTyped(name))
    throw new AppError('NAME_DIFFERS', { fields: { name: 'This is another name.' } });
}

/** Names begin as “Ada’s workspace”, and hardly a keyboard has that apostrophe; nor does anybody see how many blanks there are. */
function asTyped(name: string): string {
  return (
    name
      .normalize('NFKC')
      // Older names may hold characters that are neither seen nor typed.
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .replace(/[\u2018\u2019\u02BC]/g, "'")
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/**
 * Members and invitations go with the workspace. Keys after it: one that is being made locks the membership of its maker,
 * so that by then it is there to be ended.
 */
function endings(now: Date, by: string): [text: string, ...values: unknown[]][] {
  return [
    [`delete from "organization" where "id" = $1`],
    [`update "session" set "activeOrganizationId" = null where "activeOrganizationId" = $1`],
    [
      `update service_keys set revoked_at = coalesce(revoked_at, $2), revoked_by = coalesce(revoked_by, $3::jsonb)
        where workspace_id = $1`,
      now,
      by,
    ],
    [`delete from service_key_workspaces where workspace_id = $1`],
  ];
}
