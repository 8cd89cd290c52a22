import type { ConnectConnection, startInput, startOutput } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { hashSecret } from '../../../platform/crypto/secret.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { count } from '../../../platform/orm/expressions.ts';
import { db } from '../../../platform/orm/tables.ts';
import { ensureEndUserConnection } from '../../connections/index.ts';
import type { SessionCaller } from '../connect-api/session-caller.ts';
import { ConnectFlow } from '../connect-flow.entity.ts';
import type { ConnectSessionsDeps } from '../connect-sessions.deps.ts';
import { connectView, listOwnConnections, readOwnConnection } from './connections-of.ts';
import { flowView } from './read-flow.ts';
import { lockOpenSession } from '../sessions/lock-open-session.ts';

/** Milliseconds for the ticket to reach its window. */
const TICKET_TTL_MS = 30_000;
/** Connections of one app that an end user makes. */
const MAX_ACCOUNTS = 20;
/** Flows of one session. */
const MAX_FLOWS = 100;

type Start = z.infer<typeof startInput>;

/**
 * Adds the app for this end user where it is missing, and answers a ticket for one window. Nothing is asked of the provider.
 * Throws APP_UNKNOWN, CONNECTION_UNKNOWN, LIMIT_REACHED.
 */
export async function startFlow(
  deps: ConnectSessionsDeps,
  caller: SessionCaller,
  input: Start,
): Promise<z.infer<typeof startOutput>> {
  const { em, workspaceId, session } = caller;
  const connectionId = await connectionOf(deps, caller, input);
  const connection = await readOwnConnection(caller, connectionId);
  const [id, ticket, now] = [deps.newId(), deps.newSecret(), deps.clock.now()];
  const expiresAt = new Date(now.getTime() + TICKET_TTL_MS);
  await requireRoom(em, session.id);
  await db(em)
    .insertInto('connect_flows')
    .values({
      workspace_id: workspaceId,
      id,
      session_id: session.id,
      connection_id: connectionId,
      action: input.action,
      ticket_hash: hashSecret(ticket),
      ticket_until: expiresAt,
      created_at: now,
    })
    .execute();
  const flow = await em.findOneOrFail(ConnectFlow, { workspaceId, id });
  const view = await flowView(deps, em, flow);
  return { flow: view, connection: connectView(connection), ticket, expiresAt: expiresAt.toISOString() };
}

async function connectionOf(deps: ConnectSessionsDeps, caller: SessionCaller, input: Start): Promise<string> {
  if ('connectionId' in input) return input.connectionId;
  const { apps, connectionId, label, tags, endUserId, endUserName = null, endUserEmail = null } = caller.session;
  const isOffered = !connectionId && (!apps || apps.includes(input.app));
  if (!isOffered || input.action !== 'connect') throw new AppError('APP_UNKNOWN');
  const endUser = { id: endUserId, name: endUserName, email: endUserEmail };
  const own = input.another ? await listOwnConnections(caller) : [];
  return ensureEndUserConnection(deps, caller, {
    app: input.app,
    label: freeLabel(
      label,
      own.filter(({ app }) => app.slug === input.app),
    ),
    endUser,
    tags,
    requireOpen: (tx) => lockOpenSession(tx, caller.session.id),
  });
}

/** Of a connection that was never connected, or else a new one: the session's label, then with 2, 3 and so on. */
function freeLabel(label: string, own: ConnectConnection[]): string {
  if (own.length >= MAX_ACCOUNTS) throw new AppError('LIMIT_REACHED');
  const unused = own.find(({ status }) => status === 'added');
  if (unused) return unused.label;
  const taken = new Set(own.map((each) => each.label.toLowerCase()));
  const labels = [label, ...own.map((_, index) => `${label} ${index + 2}`.trim())];
  return labels.find((each) => !taken.has(each.toLowerCase())) ?? label;
}

async function requireRoom(em: EntityManager, sessionId: string): Promise<void> {
  const flows = db(em).selectFrom('connect_flows').select(count.as('count')).where('session_id', '=', sessionId);
  if ((await flows.executeTakeFirstOrThrow()).count >= MAX_FLOWS) throw new AppError('LIMIT_REACHED');
}
