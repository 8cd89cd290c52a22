import { keyViewSchema } from '@patchbay/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { idSchema } from '../../platform/ids.ts';
import { inNaturalOrder } from '../../platform/orm/natural-order.ts';
import { nameInPlace, page, pageInput, pageOf } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Access } from '../access/index.ts';
import { selectKeys } from './read-keys.ts';

const place = z.object({ revoked: z.boolean(), name: nameInPlace, id: idSchema });

export const listKeysInput = inputObject(pageInput(place, 50)).prefault({});

export const listKeysOutput = pageOf(keyViewSchema);

const REVOKED = sql`(k.revoked_at is not null)`;
const NAME = inNaturalOrder(sql`k.name`);

/** Every key that may act here, by name; revoked ones stay in the list, at its end. */
export async function listKeys(
  deps: { clock: Clock },
  access: Access,
  { cursor, limit }: z.infer<typeof listKeysInput>,
): Promise<z.infer<typeof listKeysOutput>> {
  const rows = await selectKeys(deps, access, {
    where: cursor
      ? sql`(${REVOKED}, ${NAME}, k.id) > (${cursor.revoked}::boolean, ${cursor.name}::text, ${cursor.id}::uuid)`
      : sql`true`,
    page: sql`order by ${REVOKED}, ${NAME}, k.id limit ${limit + 1}`,
  });
  return page(rows, limit, ({ revokedAt, name, id }) => ({ revoked: revokedAt !== null, name, id }));
}
