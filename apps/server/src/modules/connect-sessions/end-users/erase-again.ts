import type { MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Job } from '../../../platform/jobs/job.ts';
import { idSchema } from '../../../platform/ids.ts';
import type { PersonalData } from '../../connections/index.ts';
import { triggerMessagesOf } from '../../events/index.ts';

/** Milliseconds for what was on its way when an end user was forgotten, such as a message of a trigger or an action’s answer. */
export const LATE_DATA_MS = 10 * 60_000;

/** Erases what came after an end user was forgotten. Names no person: only connections and accounts. */
export const eraseAgainJob = {
  name: 'erase-end-user-again',
  data: z.object({ workspaceId: z.string(), connectionIds: z.array(idSchema), accountIds: z.array(z.string()) }),
  retryLimit: 20,
  retryDelayMax: 3600,
} satisfies Job;

interface EraseAgainDeps {
  orm: MikroORM;
  personalData: PersonalData;
}

export async function eraseAgain(
  { orm, personalData }: EraseAgainDeps,
  job: z.infer<typeof eraseAgainJob.data>,
): Promise<void> {
  await orm.em.fork().transactional(async (tx) => {
    const messageIds = await triggerMessagesOf(tx, job);
    await personalData.erase({ tx, ...job, messageIds });
  });
}
