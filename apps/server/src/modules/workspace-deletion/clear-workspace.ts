import type { MikroORM } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { changeIfThere, connectionIdsOf, type ConnectionsDeps } from '../connections/index.ts';
import { forgetPolicies } from '../enabled-actions/index.ts';
import { endpointIdsOf, type EndpointsDeps, removeEndpoint } from '../outbound-webhooks/index.ts';
import { forgetAutomaticTriggers } from '../triggers/index.ts';
import type { Access } from '../access/index.ts';
import { clearWorkspaceJob } from '../workspaces/index.ts';

export type WorkspaceDeletionDeps = ConnectionsDeps & EndpointsDeps & { orm: MikroORM };

/** Milliseconds by which every request is over that was let in while the workspace was there. */
const STRAGGLERS_MS = 5 * 60_000;

/**
 * Ends what a deleted workspace had, as a person would one by one: endpoints, with what waits for them, and connections, whose
 * triggers and accounts the usual jobs delete at the provider. May be run any number of times. The history and the attempts
 * stay: by them it is known later whose an account at the provider was.
 */
export async function clearWorkspace(
  deps: WorkspaceDeletionDeps,
  job: z.infer<typeof clearWorkspaceJob.data>,
): Promise<void> {
  const { workspaceId, actor } = job;
  const em = deps.orm.em.fork();
  const access: Access = { em, workspaceId, workspaceName: '', role: 'owner', actor };
  for (const id of await endpointIdsOf(em, workspaceId)) await removeEndpoint(deps, access, { id }).catch(unlessGone);
  for (const id of await connectionIdsOf(em, workspaceId)) {
    await changeIfThere(deps, { em, workspaceId, id }, ({ apply }) => apply({ type: 'remove' }, actor));
  }
  await forgetAutomaticTriggers(em, workspaceId);
  await forgetPolicies(em, workspaceId);
  if (job.again) await lookAgain(deps, job);
}

async function lookAgain(
  { orm, jobs, clock }: WorkspaceDeletionDeps,
  job: z.infer<typeof clearWorkspaceJob.data>,
): Promise<void> {
  const startAfter = new Date(clock.now().getTime() + STRAGGLERS_MS);
  await orm.em
    .fork()
    .transactional((tx) => jobs.send(tx, clearWorkspaceJob, { data: { ...job, again: false }, startAfter }));
}

/** An earlier run, or a request that was still under way, was faster. */
function unlessGone(error: unknown): void {
  if (!(error instanceof AppError && error.code === 'ENDPOINT_UNKNOWN')) throw error;
}
