import { installationKeyViewSchema } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { idSchema } from '../../platform/ids.ts';
import { page, pageInput } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { installationKeyView, selectInstallationKeys } from './read-installation-keys.ts';

export const listInstallationKeysInput = inputObject(pageInput(z.object({ id: idSchema }), 50)).prefault({});

export const listInstallationKeysOutput = z.object({
  items: z.array(installationKeyViewSchema),
  nextCursor: z.string().nullable(),
  /** Whether PATCHBAY_INSTALLATION_KEY is set: a key that is in no list, and valid until the variable is removed. */
  environmentKey: z.boolean(),
});

/** All installation keys, newest first. */
export async function listInstallationKeys(
  { clock, installationKey }: { clock: Clock; installationKey: string | null },
  { em }: { em: EntityManager },
  { limit, cursor }: z.infer<typeof listInstallationKeysInput>,
): Promise<z.infer<typeof listInstallationKeysOutput>> {
  const rows = await selectInstallationKeys(em)
    .$if(cursor !== undefined, (q) => q.where('k.id', '<', cursor?.id ?? ''))
    .orderBy('k.id', 'desc')
    .limit(limit + 1)
    .execute();
  const now = clock.now();
  const { items, nextCursor } = page(rows, limit, ({ id }) => ({ id }));
  return {
    items: items.map((row) => installationKeyView(row, now)),
    nextCursor,
    environmentKey: installationKey !== null,
  };
}
