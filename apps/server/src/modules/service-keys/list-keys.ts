import { keyViewSchema } from '@patchbay/contracts';
import { type ExpressionBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { idSchema } from '../../platform/ids.ts';
import { inNaturalOrder } from '../../platform/orm/natural-order.ts';
import { nameInCursor, page, pageInput, pageOf } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import type { Tables } from '../../platform/orm/table-types.ts';
import type { Access } from '../access/index.ts';
import { keyView } from './key.view.ts';
import { selectKeys } from './read-keys.ts';

const position = z.object({ revoked: z.boolean(), name: nameInCursor, id: idSchema });

export const listKeysInput = inputObject(pageInput(position, 50)).prefault({});

export const listKeysOutput = pageOf(keyViewSchema);

type Listed = ExpressionBuilder<{ k: Tables['service_keys'] }, 'k'>;

const isRevoked = (eb: Listed) => sql`(${eb.ref('k.revoked_at')} is not null)`;
const nameOf = (eb: Listed) => inNaturalOrder(eb.ref('k.name'));

/** Every key that may act here, sorted by name; revoked keys come last. */
export async function listKeys(
  { clock }: { clock: Clock },
  access: Access,
  { cursor, limit }: z.infer<typeof listKeysInput>,
): Promise<z.infer<typeof listKeysOutput>> {
  const rows = await selectKeys(access)
    .$if(cursor !== undefined, (q) =>
      q.where((eb) => sql<boolean>`(${isRevoked(eb)}, ${nameOf(eb)}, ${eb.ref('k.id')}) > ${positionOf(cursor)}`),
    )
    .orderBy(isRevoked)
    .orderBy(nameOf)
    .orderBy('k.id')
    .limit(limit + 1)
    .execute();
  const keys = rows.map((row) => keyView(row, { workspaceId: access.workspaceId, now: clock.now() }));
  return page(keys, limit, ({ revokedAt, name, id }) => ({ revoked: revokedAt !== null, name, id }));
}

const positionOf = (cursor: z.infer<typeof position> | undefined) =>
  sql`(${cursor?.revoked}::boolean, ${cursor?.name}::text, ${cursor?.id}::uuid)`;
