import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request } from 'express';
import { matchesHash } from '../../../platform/crypto/secret.ts';
import { idSchema } from '../../../platform/ids.ts';
import { attemptIdsIn, readAttemptCookie } from './attempt-cookie.ts';
import { Attempt } from './attempt.entity.ts';

export type StartedAttempt = Attempt & { browserSecret: string };

/** The attempts that this browser started, open and ended, newest first. Its cookies prove them. */
export async function attemptsOfBrowser(em: EntityManager, req: Request, publicUrl: string): Promise<StartedAttempt[]> {
  const ids = attemptIdsIn(req, publicUrl).filter((id) => idSchema.safeParse(id).success);
  if (ids.length === 0) return [];
  const attempts = await em.fork().find(Attempt, { id: { $in: ids } }, { orderBy: { openedAt: 'desc' } });
  return attempts.flatMap((attempt) => {
    const browserSecret = readAttemptCookie(req, publicUrl, attempt.id);
    const matches = browserSecret !== undefined && matchesHash(browserSecret, attempt.browserHash);
    return matches ? [Object.assign(attempt, { browserSecret })] : [];
  });
}
