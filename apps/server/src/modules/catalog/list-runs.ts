import { syncRunSchema } from '@patchbay/contracts';
import { z } from 'zod';
import { idSchema } from '../../platform/ids.ts';
import { page, pageInput, pageOf } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { readRuns } from './read-runs.ts';

const position = z.object({ startedAt: z.iso.datetime(), id: idSchema });

export const listRunsInput = inputObject(pageInput(position, 20)).prefault({});
export const listRunsOutput = pageOf(syncRunSchema);

/** The runs, the newest first. */
export async function listRuns(
  access: Pick<Access, 'em'>,
  { cursor, limit }: z.infer<typeof listRunsInput>,
): Promise<z.infer<typeof listRunsOutput>> {
  const rows = await readRuns(access, { after: cursor, limit: limit + 1 });
  return page(rows, limit, ({ startedAt, id }) => ({ startedAt, id }));
}
