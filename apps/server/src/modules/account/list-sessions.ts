import { sql } from 'kysely';
import { z } from 'zod';
import { nameInCursor, page, pageInput, pageOf } from '../../platform/paging.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { liveSessions } from '../identity/index.ts';
import { browserName } from './browser-name.ts';
import type { OwnAccess } from './own-access.ts';

const position = z.object({ isThis: z.boolean(), startedAt: z.iso.datetime(), id: nameInCursor });

export const listSessionsInput = inputObject(pageInput(position)).prefault({});

const ownSession = z.object({
  id: z.string(),
  /** Whether it is the caller's own. */
  isThis: z.boolean(),
  /** `Firefox on Windows`; null for an unknown browser. The User-Agent header itself is not passed on. */
  browser: z.string().nullable(),
  address: z.string().nullable(),
  startedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

export const sessionsSchema = pageOf(ownSession);

interface Row {
  id: string;
  isThis: boolean;
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: Date;
  expiresAt: Date;
}

/** Truncated to the precision of a cursor. */
const STARTED = sql`date_trunc('milliseconds', "createdAt")`;

/** Where this person is signed in: this session first, then the latest. Never includes the tokens, which are credentials. */
export async function listSessions(
  { em, session }: OwnAccess,
  { cursor, limit }: z.infer<typeof listSessionsInput>,
): Promise<z.infer<typeof sessionsSchema>> {
  const isThis = sql<boolean>`("id" = ${session.id})`;
  const rows = await liveSessions(em, session)
    .select(['id', isThis.as('isThis'), 'userAgent', 'ipAddress', 'createdAt', 'expiresAt'])
    .$if(cursor !== undefined, (q) => q.where(sql<boolean>`(${isThis}, ${STARTED}, "id") < ${positionOf(cursor)}`))
    .orderBy(isThis, 'desc')
    .orderBy(STARTED, 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return page(rows.map(asSession), limit, ({ isThis: last, startedAt, id }) => ({ isThis: last, startedAt, id }));
}

const positionOf = (cursor: z.infer<typeof position> | undefined) =>
  sql`(${cursor?.isThis}::boolean, ${cursor?.startedAt}::timestamptz, ${cursor?.id}::text)`;

function asSession({ id, isThis, userAgent, ipAddress, createdAt, expiresAt }: Row): z.infer<typeof ownSession> {
  return {
    id,
    isThis,
    browser: browserName(userAgent ?? ''),
    address: ipAddress || null,
    startedAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}
