import type { CatalogApp, LogoImage, ProviderCatalog } from '@patchbay/provider';
import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { RunningSync } from './sync-run.ts';
import { db } from '../../../platform/orm/tables.ts';

const AT_ONCE = 8;
/** Logos between two progress updates. */
const REPORT_EVERY = 25;

/** Fetches the logos that we do not have yet, or whose address changed. An app without one is shown with its first letter. */
export async function fetchLogos(
  { provider, run }: { provider: ProviderCatalog; run: Pick<RunningSync, 'report'> },
  em: EntityManager,
  apps: CatalogApp[],
): Promise<void> {
  const known = await db(em).selectFrom('app_logos').select(['slug', 'source_url']).execute();
  const sourceOf = new Map(known.map(({ slug, source_url: url }) => [slug, url]));
  const missing = apps.filter(({ slug, logoUrl }) => logoUrl && sourceOf.get(slug) !== logoUrl);
  const queue = missing.entries();
  await run.report('logos', 0, missing.length);
  const worker = async () => {
    for (const [index, { slug, logoUrl }] of queue) {
      const image = logoUrl && (await provider.logo(logoUrl));
      if (image) await save(em.fork(), { slug, logoUrl, image });
      if (index % REPORT_EVERY === 0) await run.report('logos', index, missing.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await run.report('logos', missing.length, missing.length);
}

interface Logo {
  slug: string;
  logoUrl: string;
  image: LogoImage;
}

async function save(em: EntityManager, { slug, logoUrl, image }: Logo): Promise<void> {
  const content = Buffer.from(image.content);
  const etag = createHash('sha256').update(content).digest('base64url');
  const saved = { source_url: logoUrl, content_type: image.contentType, content, etag };
  await db(em)
    .insertInto('app_logos')
    .values({ slug, ...saved })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(saved))
    .execute();
}
