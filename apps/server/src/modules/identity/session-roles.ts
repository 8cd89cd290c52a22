import type { Role } from '@patchbay/contracts';
import type { MikroORM } from '@mikro-orm/postgresql';
import { Batch } from '../../platform/live/batch.ts';
import { now } from '../../platform/orm/expressions.ts';
import { numberedRowsOf } from '../../platform/orm/rows-of.ts';
import { db } from '../../platform/orm/tables.ts';

interface Held {
  sessionId: string;
  workspaceId: string;
}

/**
 * The role of a session in a workspace right now; undefined once the session or the membership has ended, or the workspace is archived. Streams
 * check it repeatedly, so concurrent checks share one query.
 */
export type SessionRoles = Batch<Held, Role | undefined>;

export function sessionRoles({ orm }: { orm: MikroORM }): SessionRoles {
  return new Batch({
    nameOf: ({ sessionId, workspaceId }) => `${sessionId} ${workspaceId}`,
    async answerAll(held) {
      const asked = numberedRowsOf('h', {
        session_id: { type: 'text', values: held.map(({ sessionId }) => sessionId) },
        workspace_id: { type: 'text', values: held.map(({ workspaceId }) => workspaceId) },
      });
      const rows = await db(orm.em.fork())
        .selectFrom(asked)
        .innerJoin('session as s', (join) => join.onRef('s.id', '=', 'h.session_id').on('s.expiresAt', '>', now))
        .innerJoin('member as m', (join) =>
          join.onRef('m.userId', '=', 's.userId').onRef('m.organizationId', '=', 'h.workspace_id'),
        )
        .innerJoin('organization as o', (join) =>
          join.onRef('o.id', '=', 'm.organizationId').on('o.archivedAt', 'is', null),
        )
        .select((eb) => [eb.cast<number>('h.ordinal', 'integer').as('ordinal'), 'm.role'])
        .execute();
      const roles = new Map(rows.map(({ ordinal, role }) => [ordinal - 1, role]));
      return held.map((_, index) => roles.get(index));
    },
  });
}
