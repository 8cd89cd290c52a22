import type { ConnectionView } from '@patchbay/contracts';
import type { ActionResult } from '@patchbay/provider';
import type { z } from 'zod';
import { canonicalHash } from '../../../platform/crypto/canonical-hash.ts';
import { AppError } from '../../../platform/errors/app-error.ts';
import type { Access } from '../../access/index.ts';
import { readConnection } from '../../connections/index.ts';
import { awaitExecution } from '../await-execution.ts';
import { beginExecution, findRepeated } from '../begin-execution.ts';
import type { ActionsDeps } from '../executions.deps.ts';
import { runAction } from '../run-action.ts';
import { firstDeadline } from '../start-execution.ts';
import { answeredHeaders } from './proxy-headers.ts';
import { isBelow } from './proxy-path.ts';
import type { ProxyInput, proxyOutput } from './proxy-request.ts';
import { rulesOf } from './proxy-rules.ts';

type ProxyOutput = z.infer<typeof proxyOutput>;

/**
 * Sends a request to the app with a connection's credentials, if an admin has allowed its method and path. Logged like the
 * run of an action: method and path, and neither query, headers nor body. Throws CONNECTION_UNKNOWN, PROXY_UNAVAILABLE,
 * PROXY_NOT_ALLOWED, CONNECTION_NOT_ACTIVE, IDEMPOTENCY_KEY_REUSED; when it was not sent GRANT_ENDED or PROVIDER_…; and
 * EXECUTION_UNCERTAIN or ANSWER_TOO_LARGE when it was, or may have been.
 */
export async function sendProxied(deps: ActionsDeps, access: Access, input: ProxyInput): Promise<ProxyOutput> {
  const { em, workspaceId, actor } = access;
  const { idempotencyKey, ...request } = input;
  const requestHash = canonicalHash({ proxy: request });
  const repeated = await findRepeated(deps, em, { workspaceId, key: idempotencyKey, requestHash });
  if (repeated !== undefined) return replay(deps, access, repeated);
  const { connection, accountId } = await check(deps, access, input);
  const { id, begun } = await beginExecution(deps, em, {
    workspaceId,
    connectionId: connection.id,
    appSlug: connection.app.slug,
    actionSlug: nameOf(input),
    arguments: null,
    actor,
    idempotencyKey,
    requestHash,
    deadlineAt: firstDeadline(deps.clock.now()),
  });
  if (!begun) return replay(deps, access, id);
  const perform = () => send(deps, accountId, input);
  const result = await runAction(deps, access, { id, connection, perform });
  return { executionId: id, replayed: false, ...answerIn(result) };
}

/** In the log, where actions have their slug. */
function nameOf({ method, path }: ProxyInput): string {
  return `${method} ${path}`.slice(0, 200);
}

/** The refusals, in the order in which they are told. An account is always named: the provider would choose one. */
async function check(
  { provider }: ActionsDeps,
  { em, workspaceId }: Access,
  { connectionId, method, path }: ProxyInput,
): Promise<{ connection: ConnectionView; accountId: string }> {
  const connection = await readConnection(em, workspaceId, connectionId);
  if (!provider.canProxy) throw new AppError('PROXY_UNAVAILABLE');
  const rules = await rulesOf(em, { workspaceId, id: connectionId });
  const isAllowed = rules.some(({ methods, pathPrefix }) => methods.includes(method) && isBelow(path, pathPrefix));
  if (!isAllowed) throw new AppError('PROXY_NOT_ALLOWED');
  if (connection.status !== 'active' || !connection.account) throw new AppError('CONNECTION_NOT_ACTIVE');
  return { connection, accountId: connection.account.id };
}

type Answer = Pick<ProxyOutput, 'status' | 'headers' | 'data' | 'file'>;

async function send(
  { provider }: ActionsDeps,
  accountId: string,
  { method, path, query, headers, body }: ProxyInput,
): Promise<ActionResult> {
  const answer = await provider.proxy({ accountId, method, path, query, headers, body });
  const { status } = answer;
  const data: Answer = { ...answer, headers: answeredHeaders(answer.headers) };
  const error = status < 400 ? null : `the app answered with status ${status}`;
  return { successful: error === null, data: { ...data }, error, logId: null };
}

/** What `send` made of it, also when it comes from the database. */
function answerIn({ data }: ActionResult): Answer {
  return data as unknown as Answer;
}

async function replay(deps: ActionsDeps, { em, workspaceId }: Access, id: string): Promise<ProxyOutput> {
  const result = await awaitExecution(deps, em, { workspaceId, id });
  return { executionId: id, replayed: true, ...answerIn(result) };
}
