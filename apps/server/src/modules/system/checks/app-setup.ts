import { db } from '../../../platform/orm/tables.ts';
import type { HealthDeps } from '../health.deps.ts';
import { logged } from '../logged.ts';
import { failed, ok, skipped, type Verdict, warning } from '../verdict.ts';
import { NO_DATABASE } from './database.ts';

/** Apps that are named, at most. */
const MAX_NAMED = 10;

/** Whether apps were added, in any workspace, that cannot be connected before an OAuth client of the project's own is set up. */
export async function checkAppSetup({ orm, log }: Pick<HealthDeps, 'orm' | 'log'>): Promise<Verdict> {
  if (!orm) return skipped(NO_DATABASE);
  const apps = await added(orm).catch(logged(log, 'app_setup'));
  if (!apps) return failed('The catalog cannot be read.', 'See to the database first.');
  if (apps.length === 0) return ok('Every app that was added can be connected.');
  const names = apps.slice(0, MAX_NAMED).map(({ name }) => name);
  const more = apps.length > MAX_NAMED ? ` and ${apps.length - MAX_NAMED} more` : '';
  return warning(
    `Added, and in need of an OAuth client of your own before they can be connected: ${names.join(', ')}${more}.`,
    'Open the app in the marketplace: its details say what to set up at Composio.',
  );
}

function added(orm: NonNullable<HealthDeps['orm']>) {
  return db(orm.em.fork())
    .selectFrom('composio_apps_cache as a')
    .select(['a.slug', 'a.name'])
    .where('a.needs_setup', '=', true)
    .where('a.gone_at', 'is', null)
    .where((eb) =>
      eb.exists(eb.selectFrom('entity_connections as c').select('c.id').whereRef('c.app_slug', '=', 'a.slug')),
    )
    .orderBy('a.name')
    .execute();
}
