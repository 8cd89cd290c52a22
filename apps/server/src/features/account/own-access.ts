import type { EntityManager } from '@mikro-orm/postgresql';
import type { Session } from '../workspaces/sessions.ts';

/** A person and their own account: there is nobody to ask whether they may. */
export interface OwnAccess {
  em: EntityManager;
  session: Pick<Session, 'id' | 'user'>;
}
