import type { Pool } from 'pg';
import type { NewId } from '../../platform/ids.ts';

/**
 * A new session starts in the workspace that its person joined first. Who is in none gets one of their own, so that the
 * first page is never empty-handed.
 */
export async function startInWorkspace(
  { pool, newId }: { pool: Pool; newId: NewId },
  { id: sessionId, userId }: { id: string; userId: string },
): Promise<void> {
  const { rowCount } = await pool.query(START_IN_FIRST, [sessionId, userId]);
  if (rowCount) return;
  const { rows } = await pool.query<{ name: string }>(`select "name" from "user" where "id" = $1`, [userId]);
  const name = `${possessive(rows[0]?.name ?? '')} workspace`;
  await pool.query(
    `with workspace as (
       insert into "organization" ("id", "name", "slug", "createdAt") values ($1, $2, $1, now()) returning "id"
     ), owner as (
       insert into "member" ("id", "organizationId", "userId", "role", "createdAt")
       select $3, "id", $4, 'owner', now() from workspace
     )
     update "session" set "activeOrganizationId" = $1 where "id" = $5`,
    [newId(), name, newId(), userId, sessionId],
  );
}

const START_IN_FIRST = `
  update "session" set "activeOrganizationId" = "organizationId"
    from (select "organizationId" from "member" where "userId" = $2 order by "createdAt", "id" limit 1) first
   where "session"."id" = $1`;

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
