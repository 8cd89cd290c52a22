import { sql } from 'kysely';
import { AppError } from '../../platform/errors/app-error.ts';
import type { Access } from '../access/index.ts';
import { type AppDetail, selectApps } from './read-apps.ts';

export async function getApp({ em, workspaceId }: Access, { slug }: { slug: string }): Promise<AppDetail> {
  const [app] = await selectApps(em, workspaceId, { where: sql`a.slug = ${slug}`, page: sql`limit 1` });
  if (!app) throw new AppError('APP_UNKNOWN');
  return app;
}
