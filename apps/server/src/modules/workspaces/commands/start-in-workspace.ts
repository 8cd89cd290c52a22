import type { Pool } from 'pg';
import { sql } from 'kysely';
import type { NewId } from '../../platform/ids.ts';
import { now } from '../../platform/orm/expressions.ts';
import { runOn } from '../../platform/orm/run-on.ts';
import { statements } from '../../platform/orm/tables.ts';

/**
 * A new session starts in the workspace that its person joined first. Who is in none gets one of their own, so that the
 * first page is never empty-handed.
 */
export async function startInWorkspace(
  { pool, newId }: { pool: Pool; newId: NewId },
  { id: sessionId, userId }: { id: string; userId: string },
): Promise<void> {
  if ((await runOn(pool, startInFirst(sessionId, userId))).length > 0) return;
  const [user] = await runOn(pool, statements.selectFrom('user').select('name').where('id', '=', userId));
  const workspace = { id: newId(), name: `${possessive(user?.name ?? '')} workspace` };
  await runOn(pool, startInNew(sessionId, { workspace, memberId: newId(), userId }));
}

const startInFirst = (sessionId: string, userId: string) =>
  statements
    .updateTable('session')
    .from((eb) =>
      eb
        .selectFrom('member')
        .select('organizationId')
        .where('userId', '=', userId)
        .orderBy('createdAt')
        .orderBy('id')
        .limit(1)
        .as('first'),
    )
    .set((eb) => ({ activeOrganizationId: eb.ref('first.organizationId') }))
    .where('session.id', '=', sessionId)
    .returning('session.id');

interface Owned {
  workspace: { id: string; name: string };
  memberId: string;
  userId: string;
}

/** The workspace, its owner, and the session in it, or nothing of it. */
const startInNew = (sessionId: string, { workspace: { id, name }, memberId, userId }: Owned) =>
  statements
    .with('workspace', (q) =>
      q.insertInto('organization').values({ id, name, slug: id, createdAt: now }).returning('id'),
    )
    .with('owner', (q) =>
      q
        .insertInto('member')
        .columns(['id', 'organizationId', 'userId', 'role', 'createdAt'])
        .expression((eb) =>
          eb
            .selectFrom('workspace')
            .select([
              eb.cast<string>(eb.val(memberId), 'text').as('id'),
              'workspace.id as organizationId',
              eb.cast<string>(eb.val(userId), 'text').as('userId'),
              sql<'owner'>`'owner'`.as('role'),
              now.as('createdAt'),
            ]),
        ),
    )
    .updateTable('session')
    .set({ activeOrganizationId: id })
    .where('session.id', '=', sessionId);

function possessive(name: string): string {
  const first = shortened(name.trim().split(/\s+/)[0] ?? '');
  return first ? `${first}’s` : 'My';
}

/** To whole characters as people see them: half of one is no text that can be stored. */
function shortened(word: string): string {
  let short = '';
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (short.length + segment.length > MOST_OF_A_NAME) break;
    short += segment;
  }
  return short;
}

const MOST_OF_A_NAME = 40;
