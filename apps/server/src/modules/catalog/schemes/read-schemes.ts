import { type AppScheme as SchemeView, appSchemeSchema } from '@patchbay/contracts';
import { ProviderFailure } from '@patchbay/provider';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Access } from '../../access/index.ts';
import { providerError } from '../../provider/index.ts';
import type { CatalogDeps } from '../sync/sync-catalog.ts';
import { saveSchemes } from './save-schemes.ts';
import { type SchemeFacts, schemeViews } from './scheme-facts.ts';
import { schemeFacts } from './select-facts.ts';

export const schemesOutput = z.object({ schemes: z.array(appSchemeSchema) });

export type SchemesDeps = Pick<CatalogDeps, 'provider' | 'clock'>;

/**
 * Every way to authorize an app, with what a person enters. The provider is asked where its details were never read, once
 * for all workspaces; not by pages that load, but when a person is about to connect. Throws APP_UNKNOWN, PROVIDER_….
 */
export async function readSchemes(
  deps: SchemesDeps,
  { em }: Pick<Access, 'em'>,
  { app }: { app: string },
): Promise<{ schemes: SchemeView[] }> {
  return { schemes: schemeViews(await completeFacts(deps, em, app)) };
}

/** The same facts, read from the provider where they are not known yet. */
export async function completeFacts(deps: SchemesDeps, em: EntityManager, app: string): Promise<SchemeFacts> {
  const facts = await schemeFacts(em, app);
  if (facts.details || !facts.needsAuth || !deps.provider.canChooseScheme) return facts;
  try {
    const details = await deps.provider.readSchemes(app);
    if (details) await saveSchemes(deps, em, { slug: app, details });
    return { ...facts, details };
  } catch (error) {
    throw error instanceof ProviderFailure ? providerError(error) : error;
  }
}
