import type { ProviderSchemes } from '@patchbay/provider';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Access } from '../access/index.ts';
import { type AppDetail, selectApps, withLogo } from './read-apps.ts';
import { schemeViews } from './schemes/scheme-facts.ts';
import { factsOf, selectFacts } from './schemes/select-facts.ts';

/** The database only: of schemes that were never read, the fields are not known. */
export async function getApp(
  { provider }: { provider: Pick<ProviderSchemes, 'canChooseScheme'> },
  { em, workspaceId }: Access,
  { slug }: { slug: string },
): Promise<AppDetail> {
  const app = await selectApps(em, workspaceId).where('a.slug', '=', slug).limit(1).executeTakeFirst();
  const row = await selectFacts(em).where('a.slug', '=', slug).executeTakeFirst();
  if (!app || !row) throw new AppError('APP_UNKNOWN');
  const schemes = provider.canChooseScheme ? schemeViews(factsOf(row)) : [];
  return { ...withLogo(app), guideUrl: row.guide_url, schemes };
}
