import type { CatalogApp, LogoImage, ProviderCatalog } from '@patchbay/provider';
import { createHash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { executeSql } from '../../../platform/orm/raw-sql.ts';
import type { RunningSync } from './sync-run.ts';

const AT_ONCE = 8;
/** Logos between two words about how far it is. */
const REPORT_EVERY = 25;

/** Fetches the logos that we do not have yet, or whose address changed. An app without one is shown by its letter. */
export async function fetchLogos(
  { provider, run }: { provider: ProviderCatalog; run: Pick<RunningSync, 'report'> },
  em: EntityManager,
  apps: CatalogApp[],
): Promise<void> {
  const known = await executeSql<{ slug: string; source_url: string }>(em, 'select slug, source_url from app_logos');
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
  await executeSql(
    em,
    `insert into app_logos (slug, source_url, content_type, content, etag) values ($1, $2, $3, $4, $5)
     on conflict (slug) do update set source_url = excluded.source_url, content_type = excluded.content_type,
       content = excluded.content, etag = excluded.etag`,
    [slug, logoUrl, image.contentType, content, etag],
  );
}
