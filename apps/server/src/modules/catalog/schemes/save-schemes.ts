import type { AppScheme } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Clock } from '../../../platform/clock.ts';
import { jsonValue } from '../../../platform/orm/json-value.ts';
import { db } from '../../../platform/orm/tables.ts';
import { updateNeedsSetup } from './update-needs-setup.ts';

/** Keeps an app's details, and what follows from them. */
export async function saveSchemes(
  { clock }: { clock: Clock },
  em: EntityManager,
  { slug, details }: { slug: string; details: AppScheme[] },
): Promise<void> {
  const kept = { schemes: jsonValue(details), read_at: clock.now() };
  await db(em)
    .insertInto('app_auth_schemes')
    .values({ slug, ...kept })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(kept))
    .execute();
  await updateNeedsSetup(em, slug);
}
