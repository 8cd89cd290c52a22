import type { MikroORM } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { changeIfThere, connectionIdsOf } from '../connections/index.ts';
import { type ConnectSessionsDeps, endSessions, forgetHosts } from '../connect-sessions/index.ts';
import { forgetPolicies } from '../enabled-actions/index.ts';
import { endpointIdsOf, type EndpointsDeps, removeEndpoint } from '../outbound-webhooks/index.ts';
import { forgetAutomaticTriggers } from '../triggers/index.ts';
import type { Access } from '../access/index.ts';
import { clearWorkspaceJob } from '../workspaces/index.ts';

export type WorkspaceDeletionDeps = ConnectSessionsDeps & EndpointsDeps & { orm: MikroORM };

/** Milliseconds after which every request has ended that was authorized before the deletion. */
const IN_FLIGHT_MS = 5 * 60_000;

/**
 * Deletes what a deleted workspace had, as a person would step by step: endpoints with their pending deliveries, and
 * connections, whose triggers and accounts are deleted at the provider by the usual jobs. Idempotent. The history and
 * the attempts stay: they tell later which workspace an account at the provider belonged to.
 */
export async function clearWorkspace(
  deps: WorkspaceDeletionDeps,
  job: z.infer<typeof clearWorkspaceJob.data>,
): Promise<void> {
  const { workspaceId, actor } = job;
  const em = deps.orm.em.fork();
  const access: Access = { em, workspaceId, workspaceName: '', role: 'owner', actor };
  for (const id of await endpointIdsOf(em, workspaceId)) await removeEndpoint(deps, access, { id }).catch(unlessGone);
  await endSessions(deps, { em, actor, by: 'workspace_deleted', only: { workspaceId } });
  for (const id of await connectionIdsOf(em, workspaceId)) {
    await changeIfThere(deps, { em, workspaceId, id }, ({ apply }) => apply({ type: 'remove' }, actor));
  }
  await forgetAutomaticTriggers(em, workspaceId);
  await forgetPolicies(em, workspaceId);
  await forgetHosts(em, workspaceId);
  if (job.again) await lookAgain(deps, job);
}

async function lookAgain(
  { orm, jobs, clock }: WorkspaceDeletionDeps,
  job: z.infer<typeof clearWorkspaceJob.data>,
): Promise<void> {
  const startAfter = new Date(clock.now().getTime() + IN_FLIGHT_MS);
  await orm.em
    .fork()
    .transactional((tx) => jobs.send(tx, clearWorkspaceJob, { data: { ...job, again: false }, startAfter }));
}

/** An earlier run, or a request in flight, was faster. */
function unlessGone(error: unknown): void {
  if (!(error instanceof AppError && error.code === 'ENDPOINT_UNKNOWN')) throw error;
}
