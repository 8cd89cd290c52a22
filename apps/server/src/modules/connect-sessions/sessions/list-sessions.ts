import { connectSessionId, endUserFields, personSchema, tagsSchema } from '@patchbay/contracts';
import { z } from 'zod';
import { AppError } from '../../../platform/errors/app-error.ts';
import { db } from '../../../platform/orm/tables.ts';
import { page, pageInput, pageOf } from '../../../platform/paging.ts';
import { inputObject } from '../../../platform/trpc/input-object.ts';
import type { Access } from '../../access/index.ts';
import { ConnectSession } from '../connect-session.entity.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';

const SESSION_STATES = ['created', 'opened', 'expired', 'ended'] as const;

const connectSessionSummary = z
  .object({
    id: z.string(),
    state: z.enum(SESSION_STATES),
    endUser: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }),
    host: z.string(),
    apps: z.array(z.string()).nullable(),
    tags: tagsSchema,
    createdBy: personSchema,
    createdAt: z.iso.datetime(),
    openedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime(),
    attempts: z.array(
      z.object({
        id: z.string(),
        connectionId: z.string(),
        app: z.string(),
        status: z.enum(['open', 'authorized', 'superseded', 'refused', 'lapsed', 'cancelled']),
        isConfirming: z.boolean().describe('Whether `connectSessions.complete` has to be called.'),
        reason: z.string().nullable(),
        openedAt: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'ConnectSession' });

type Summary = z.infer<typeof connectSessionSummary>;

const position = z.object({ at: z.iso.datetime(), id: connectSessionId });

export const listSessionsInput = inputObject({
  ...endUserFields,
  ...pageInput(position, 50),
}).prefault({});
export const listSessionsOutput = pageOf(connectSessionSummary);
export const sessionByIdInput = inputObject({ id: connectSessionId.describe('The id of the connect session.') });
export const sessionOutput = z.object({ session: connectSessionSummary });

/** The workspace's sessions, newest first, each with its attempts. */
export async function listSessions(
  { clock }: ConnectSessionsDeps,
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { endUserId, tags, cursor, limit }: z.infer<typeof listSessionsInput>,
): Promise<z.infer<typeof listSessionsOutput>> {
  const rows = await em.find(
    ConnectSession,
    {
      workspaceId,
      ...(endUserId !== undefined && { endUserId }),
      ...(tags !== undefined && { tags: { $contains: tags } }),
      ...(cursor && {
        $or: [{ createdAt: { $lt: new Date(cursor.at) } }, { createdAt: new Date(cursor.at), id: { $gt: cursor.id } }],
      }),
    },
    { orderBy: { createdAt: 'desc', id: 'asc' }, limit: limit + 1 },
  );
  const attempts = await attemptsOf(
    { em, workspaceId },
    rows.map(({ id }) => id),
  );
  const items = rows.map((row) => summaryOf(row, { attempts: attempts.get(row.id) ?? [], now: clock.now() }));
  return page(items, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
}

/** One of them. Throws CONNECT_SESSION_UNKNOWN. */
export async function getSession(
  { clock }: ConnectSessionsDeps,
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  { id }: z.infer<typeof sessionByIdInput>,
): Promise<{ session: Summary }> {
  const row = await em.fork().findOne(ConnectSession, { id, workspaceId });
  if (!row) throw new AppError('CONNECT_SESSION_UNKNOWN');
  const attempts = (await attemptsOf({ em, workspaceId }, [id])).get(id) ?? [];
  return { session: summaryOf(row, { attempts, now: clock.now() }) };
}

type AttemptSummary = Summary['attempts'][number];

async function attemptsOf(
  { em, workspaceId }: Pick<Access, 'em' | 'workspaceId'>,
  sessionIds: string[],
): Promise<Map<string, AttemptSummary[]>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await db(em)
    .selectFrom('connection_attempts')
    .select(['id', 'session_id', 'connection_id', 'app_slug', 'status', 'code_hash', 'reason_code', 'opened_at'])
    .where('workspace_id', '=', workspaceId)
    .where('session_id', 'in', sessionIds)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  const grouped = Map.groupBy(rows, (row) => row.session_id ?? '');
  return new Map(
    [...grouped].map(([id, own]) => [
      id,
      own.map((row) => ({
        id: row.id,
        connectionId: row.connection_id,
        app: row.app_slug,
        status: row.status,
        isConfirming: row.status === 'open' && row.code_hash !== null,
        reason: row.reason_code,
        openedAt: row.opened_at.toISOString(),
      })),
    ]),
  );
}

function summaryOf(row: ConnectSession, { attempts, now }: { attempts: AttemptSummary[]; now: Date }): Summary {
  const { id, endUserId, endUserName = null, endUserEmail = null, createdBy } = row;
  return {
    id,
    state: stateOf(row, now),
    endUser: { id: endUserId, name: endUserName, email: endUserEmail },
    host: row.hostName,
    apps: row.apps ?? null,
    tags: row.tags,
    createdBy: { id: createdBy.id, name: createdBy.name },
    createdAt: row.createdAt.toISOString(),
    openedAt: row.openedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    attempts,
  };
}

function stateOf({ endedAt, expiresAt, openedAt }: ConnectSession, now: Date): Summary['state'] {
  if (endedAt) return 'ended';
  if (expiresAt <= now) return 'expired';
  return openedAt ? 'opened' : 'created';
}
