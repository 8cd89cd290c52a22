import type { EntityManager } from '@mikro-orm/postgresql';
import { matchesHash } from '../../../platform/crypto/secret.ts';
import { idSchema } from '../../../platform/ids.ts';
import { Attempt } from './attempt.entity.ts';

export type StartedAttempt = Attempt & { browserSecret: string };

/** The attempts that a browser started, open and ended, newest first. The values of its cookies, by attempt, prove them. */
export async function attemptsOfBrowser(
  em: EntityManager,
  secrets: ReadonlyMap<string, string>,
): Promise<StartedAttempt[]> {
  const ids = [...secrets.keys()].filter((id) => idSchema.safeParse(id).success);
  if (ids.length === 0) return [];
  const attempts = await em.fork().find(Attempt, { id: { $in: ids } }, { orderBy: { openedAt: 'desc' } });
  return attempts.flatMap((attempt) => {
    const browserSecret = secrets.get(attempt.id);
    const matches = browserSecret !== undefined && matchesHash(browserSecret, attempt.browserHash);
    return matches ? [Object.assign(attempt, { browserSecret })] : [];
  });
}
