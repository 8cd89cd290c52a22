import { AppError } from '../../platform/errors/app-error.ts';
import type { Access } from '../access/index.ts';
import { type AppDetail, selectApps, withLogo } from './read-apps.ts';

export async function getApp({ em, workspaceId }: Access, { slug }: { slug: string }): Promise<AppDetail> {
  const app = await selectApps(em, workspaceId).where('a.slug', '=', slug).limit(1).executeTakeFirst();
  if (!app) throw new AppError('APP_UNKNOWN');
  return withLogo(app);
}
