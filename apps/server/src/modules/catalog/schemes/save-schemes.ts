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
  await upsert(em, slug, { schemes: jsonValue(details), read_at: clock.now() });
  await updateNeedsSetup(em, slug);
}

/** Keeps that the provider was asked and told nothing; what it told before stays. */
export async function noteUnread({ clock }: { clock: Clock }, em: EntityManager, slug: string): Promise<void> {
  await upsert(em, slug, { read_at: clock.now() });
}

interface Kept {
  schemes?: ReturnType<typeof jsonValue<AppScheme[]>>;
  read_at: Date;
}

async function upsert(em: EntityManager, slug: string, kept: Kept): Promise<void> {
  await db(em)
    .insertInto('app_auth_schemes')
    .values({ slug, ...kept })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(kept))
    .execute();
}
