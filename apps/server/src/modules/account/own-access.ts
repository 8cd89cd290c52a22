import type { EntityManager } from '@mikro-orm/postgresql';
import type { Session } from '../identity/index.ts';

/** A person and their own account, which needs no role. */
export interface OwnAccess {
  em: EntityManager;
  session: Pick<Session, 'id' | 'user'>;
}
