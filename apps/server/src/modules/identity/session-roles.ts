import type { Role } from '@patchbay/contracts';
import type { MikroORM } from '@mikro-orm/postgresql';
import { Batch } from '../../platform/live/batch.ts';
import { executeSql } from '../../platform/orm/raw-sql.ts';

interface Held {
  sessionId: string;
  workspaceId: string;
}

/**
 * What a session may do in a workspace at this moment; nothing once either it or the membership has ended. Streams ask again
 * and again, so those that ask at the same moment share a query.
 */
export type SessionRoles = Batch<Held, Role | undefined>;

export function sessionRoles({ orm }: { orm: MikroORM }): SessionRoles {
  return new Batch({
    nameOf: ({ sessionId, workspaceId }) => `${sessionId} ${workspaceId}`,
    async answerAll(held) {
      const rows = await executeSql<{ place: number; role: Role }>(
        orm.em.fork(),
        `select h.place::int, m."role" from unnest($1::text[], $2::text[]) with ordinality as h (session_id, workspace_id, place)
           join "session" s on s."id" = h.session_id and s."expiresAt" > now()
           join "member" m on m."userId" = s."userId" and m."organizationId" = h.workspace_id`,
        [held.map(({ sessionId }) => sessionId), held.map(({ workspaceId }) => workspaceId)],
      );
      const roles = new Map(rows.map(({ place, role }) => [place - 1, role]));
      return held.map((_, index) => roles.get(index));
    },
  });
}
