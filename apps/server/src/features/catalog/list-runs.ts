import { z } from 'zod';
import { pageLimit } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../workspaces/access.ts';
import { readRuns } from './read-runs.ts';
import { syncRunSchema } from './sync-run.view.ts';

export const listRunsInput = inputObject({ limit: pageLimit(20) }).prefault({});
export const listRunsOutput = z.object({ items: z.array(syncRunSchema) });

/** The latest runs, the newest first. Older ones are of no use to anybody, so there are no pages. */
export async function listRuns(
  access: Pick<Access, 'em'>,
  { limit }: z.infer<typeof listRunsInput>,
): Promise<z.infer<typeof listRunsOutput>> {
  return { items: await readRuns(access, { limit }) };
}
