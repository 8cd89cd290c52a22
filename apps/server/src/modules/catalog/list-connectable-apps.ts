import type { ConnectApp } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { AppError } from '../../platform/errors/app-error.ts';
import { anyOf } from '../../platform/orm/expressions.ts';
import { db } from '../../platform/orm/tables.ts';
import { cursorOf, page } from '../../platform/paging.ts';
import { asksFirst } from './schemes/scheme-facts.ts';
import { type AppTable, findApps, inOrder } from './search/search-apps.ts';

const cursorSchema = cursorOf(z.object({ offset: z.int().min(0).max(100_000) }));

interface Wanted {
  search?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  /** Slugs; null: all. */
  only: string[] | null;
}

/** The apps that an end user can connect now, the most popular first. */
export async function listConnectableApps(
  em: EntityManager,
  { search, cursor, limit, only }: Wanted,
): Promise<{ items: ConnectApp[]; nextCursor: string | null }> {
  const offset = offsetOf(cursor);
  const slugs = await findApps(em, { search: search?.trim(), filter: ready(only) });
  const shown = slugs.slice(offset, offset + limit + 1);
  const rows = inOrder(shown, await selectConnectable(em).where('a.slug', '=', anyOf(shown)).execute());
  return page(rows.map(asApp), limit, () => ({ offset: offset + limit }));
}

const ready = (only: string[] | null) => (eb: AppTable) =>
  eb.and([eb('a.needs_setup', '=', false), ...(only === null ? [] : [eb('a.slug', '=', anyOf(only))])]);

/** One app, as the same people see it. */
export async function connectableApp(em: EntityManager, slug: string): Promise<ConnectApp | undefined> {
  const row = await selectConnectable(em).where('a.slug', '=', slug).executeTakeFirst();
  return row && asApp(row);
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const parsed = cursorSchema.safeParse(cursor);
  if (!parsed.success) throw new AppError('INPUT_INVALID', { fields: { cursor: 'not a cursor of this list' } });
  return parsed.data.offset;
}

const selectConnectable = (em: EntityManager) =>
  db(em)
    .selectFrom('composio_apps_cache as a')
    .where('a.gone_at', 'is', null)
    .select(['a.slug', 'a.name', 'a.description', 'a.needs_auth as needsAuth'])
    .select(['a.needs_setup as needsSetup', 'a.auth_schemes as authSchemes'])
    .select((eb) =>
      eb
        .exists(eb.selectFrom('app_logos as l').select('l.slug').whereRef('l.slug', '=', 'a.slug'))
        .$castTo<boolean>()
        .as('hasLogo'),
    );

type Row = Awaited<ReturnType<ReturnType<typeof selectConnectable>['execute']>>[number];

function asApp({ slug, name, description, needsAuth, hasLogo, ...facts }: Row): ConnectApp {
  const logo = hasLogo ? `/logos/${slug}` : null;
  return { slug, name, description, logo, needsAuth, asksFirst: asksFirst({ needsAuth, ...facts }) };
}
