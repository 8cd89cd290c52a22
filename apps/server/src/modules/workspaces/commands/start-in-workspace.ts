import type { Pool } from 'pg';
import { sql } from 'kysely';
import type { NewId } from '../../../platform/ids.ts';
import { now } from '../../../platform/orm/expressions.ts';
import { runOn } from '../../../platform/orm/run-on.ts';
import { statements } from '../../../platform/orm/tables.ts';
import { enterWorkspace } from '../../identity/index.ts';

interface StartDeps {
  pool: Pool;
  newId: NewId;
}

/**
 * Puts a new session into the workspace that its person joined first. A person without one gets a new workspace, so
 * that the first page has content. If the process dies in between, the session has no workspace, and the web app
 * opens the first one.
 */
export async function startInWorkspace(
  deps: StartDeps,
  { id: sessionId, userId }: { id: string; userId: string },
): Promise<void> {
  const [first] = await runOn(deps.pool, firstWorkspaceOf(userId));
  await enterWorkspace(deps.pool, sessionId, first?.id ?? (await createFirst(deps, userId)));
}

const firstWorkspaceOf = (userId: string) =>
  statements
    .selectFrom('member')
    .select('organizationId as id')
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .orderBy('id')
    .limit(1);

async function createFirst({ pool, newId }: StartDeps, userId: string): Promise<string> {
  const [user] = await runOn(pool, statements.selectFrom('user').select('name').where('id', '=', userId));
  const workspace = { id: newId(), name: `${possessive(user?.name ?? '')} workspace` };
  await runOn(pool, insertOwned({ workspace, memberId: newId(), userId }));
  return workspace.id;
}

interface Owned {
  workspace: { id: string; name: string };
  memberId: string;
  userId: string;
}

/** Inserts the workspace and its owner, or neither. */
const insertOwned = ({ workspace: { id, name }, memberId, userId }: Owned) =>
  statements
    .with('workspace', (q) =>
      q.insertInto('organization').values({ id, name, slug: id, createdAt: now }).returning('id'),
    )
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
    );

function possessive(name: string): string {
  const first = shortened(name.trim().split(/\s+/)[0] ?? '');
  return first ? `${first}’s` : 'My';
}

/** Cuts between grapheme clusters: half a surrogate pair cannot be stored. */
function shortened(word: string): string {
  let short = '';
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (short.length + segment.length > MAX_NAME_LENGTH) break;
    short += segment;
  }
  return short;
}

const MAX_NAME_LENGTH = 40;
