import { type AppSetup } from '@patchbay/contracts';
import { ProviderFailure } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import type { Access } from '../../access/index.ts';
import { providerError } from '../../provider/index.ts';
import { completeFacts, type SchemesDeps } from './read-schemes.ts';
import { saveOwnSchemes } from './own-configs.ts';
import { needsSetup, schemeViews, setupFieldsOf } from './scheme-facts.ts';
import { factsOf, selectFacts } from './select-facts.ts';
import { updateNeedsSetup } from './update-needs-setup.ts';

/** What an installation admin has to set up at the provider for an app, as it was last found. Throws APP_UNKNOWN. */
export async function readSetup(
  { provider }: SchemesDeps,
  { em }: Pick<Access, 'em'>,
  { app }: { app: string },
): Promise<AppSetup> {
  const row = await selectFacts(em).where('a.slug', '=', app).executeTakeFirst();
  if (!row) throw new AppError('APP_UNKNOWN');
  const facts = factsOf(row);
  const own = schemeViews(facts).filter(({ kind, isReady, isOwn }) => kind === 'consent' && (isOwn || !isReady));
  return {
    app,
    isNeeded: needsSetup(facts),
    schemes: own.map(({ scheme }) => ({ scheme, fields: setupFieldsOf(facts, scheme) ?? [] })),
    ...provider.ownClient,
    guideUrl: row.guide_url,
    endpoint: await endpointState(em, { app, usesOwn: own.some(({ isOwn }) => isOwn), isSet: row.has_endpoint }),
    checkedAt: row.checked_at?.toISOString() ?? null,
  };
}

/** Asks the provider what has been set up by now. Throws APP_UNKNOWN, PROVIDER_…. */
export async function checkSetup(
  deps: SchemesDeps,
  { em }: Pick<Access, 'em'>,
  { app }: { app: string },
): Promise<AppSetup> {
  await completeFacts(deps, em, app);
  try {
    const own = (await deps.provider.listOwnConfigs(app)).map(({ scheme }) => scheme);
    const hasEndpoint = own.length > 0 ? await deps.provider.hasWebhookEndpoint(app) : null;
    await saveOwnSchemes(em, { slug: app, own, now: deps.clock.now(), hasEndpoint });
  } catch (error) {
    throw error instanceof ProviderFailure ? providerError(error) : error;
  }
  await updateNeedsSetup(em, app);
  return readSetup(deps, { em }, { app });
}

async function endpointState(
  em: EntityManager,
  { app, usesOwn, isSet }: { app: string; usesOwn: boolean; isSet: boolean | null },
): Promise<AppSetup['endpoint']> {
  if (!usesOwn) return 'not_needed';
  const row = await db(em)
    .selectFrom('composio_apps_cache')
    .select('app_metadata')
    .where('slug', '=', app)
    .executeTakeFirst();
  if (!row?.app_metadata.triggers.some(({ needsEndpoint }) => needsEndpoint)) return 'not_needed';
  return isSet === null ? 'unknown' : isSet ? 'set' : 'missing';
}
