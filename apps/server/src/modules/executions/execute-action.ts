import type { ActionResult } from '@patchbay/provider';
import { type ConnectionView, exactObject } from '@patchbay/contracts';
import type { EntityManager } from '@mikro-orm/postgresql';
import { schemaErrors } from '@patchbay/schema-errors';
import { z } from 'zod';
import { canonicalHash } from '../../platform/crypto/canonical-hash.ts';
import { AppError } from '../../platform/errors/app-error.ts';
import { idSchema } from '../../platform/ids.ts';
import { jsonObject } from '../../platform/json-object.ts';
import { inputObject } from '../../platform/trpc/input-object.ts';
import { actionSlug, findAction, type KnownAction } from '../catalog/index.ts';
import { ownerOf, readConnection } from '../connections/index.ts';
import { isEnabled } from '../enabled-actions/index.ts';
import type { Access } from '../access/index.ts';
import type { ActionsDeps } from './executions.deps.ts';
import { awaitExecution } from './await-execution.ts';
import { beginExecution, findRepeated } from './begin-execution.ts';
import { filesInput, fingerprints } from './files/file-input.ts';
import { uploadFiles, withPlaceholders } from './files/upload-files.ts';
import { idempotencyKey } from './idempotency.ts';
import { runAction } from './run-action.ts';
import { firstDeadline } from './start-execution.ts';

export const executeInput = inputObject({
  connectionId: idSchema,
  action: actionSlug,
  /** As the app's documentation of the action has them; checked against the schema in the catalog. */
  arguments: jsonObject(200_000).default({}),
  files: filesInput.default({}),
  /** With it the action runs only once within 24 hours, however often it is called: the same key returns the same result. */
  idempotencyKey: idempotencyKey.optional(),
});

export const executeOutput = z.object({
  executionId: z.string(),
  /** Whether the app did it; what it said otherwise is in `error`. */
  successful: z.boolean(),
  data: exactObject,
  error: z.string().nullable(),
  /** Whether this is the answer that an earlier call with the same idempotency key got. */
  replayed: z.boolean(),
});

type ExecuteInput = z.infer<typeof executeInput>;

/**
 * Runs an enabled action with an active connection. A repeat with the same idempotency key returns the result of the first call,
 * whatever happened to the connection since. Throws CONNECTION_UNKNOWN, CONNECTION_NOT_ACTIVE, ACTION_UNKNOWN,
 * ACTION_NOT_ENABLED, ARGUMENTS_INVALID, FILE_TOO_LARGE, FILES_UNAVAILABLE, IDEMPOTENCY_KEY_REUSED; when it was not run
 * FILE_UNREACHABLE, GRANT_ENDED or PROVIDER_…; and EXECUTION_UNCERTAIN or ANSWER_TOO_LARGE when it is not known whether it ran.
 */
export async function executeAction(
  deps: ActionsDeps,
  access: Access,
  input: ExecuteInput,
): Promise<z.infer<typeof executeOutput>> {
  const { em, workspaceId, actor } = access;
  const requestHash = hashOf(input);
  // Before all checks whose result may have changed since: a repeat returns the result of the first call and runs nothing.
  const repeated = await findRepeated(deps, em, { workspaceId, key: input.idempotencyKey, requestHash });
  if (repeated !== undefined) return replay(deps, access, repeated);
  const { connection, action } = await check(deps, access, input);
  const { id, begun } = await beginExecution(deps, em, {
    workspaceId,
    connectionId: connection.id,
    appSlug: connection.app.slug,
    actionSlug: action.slug,
    arguments: input.arguments,
    actor,
    idempotencyKey: input.idempotencyKey,
    requestHash,
    deadlineAt: firstDeadline(deps.clock.now()),
  });
  if (!begun) return replay(deps, access, id);
  const result = await runAction(deps, access, {
    id,
    connection,
    perform: async () =>
      deps.provider.executeAction({
        workspaceId: ownerOf({ workspaceId, endUserId: connection.endUser?.id }),
        accountId: connection.account?.id ?? null,
        actionSlug: action.slug,
        version: action.version,
        arguments: await uploadFiles(deps, action, input),
      }),
  });
  return { executionId: id, replayed: false, ...shown(result) };
}

async function replay(deps: ActionsDeps, { em, workspaceId }: Access, id: string) {
  const result = await awaitExecution(deps, em, { workspaceId, id });
  return { executionId: id, replayed: true, ...shown(result) };
}

function shown({ successful, data, error }: ActionResult) {
  return { successful, data, error };
}

/** Without files as it always was: keys of earlier versions are still kept. */
function hashOf({ connectionId, action, arguments: args, files }: ExecuteInput): string {
  const request = { connectionId, action, arguments: args };
  return canonicalHash(Object.keys(files).length === 0 ? request : { ...request, files: fingerprints(files) });
}

/** The refusals, in the order in which they are told. */
async function check(
  deps: ActionsDeps,
  { em, workspaceId }: Access,
  { connectionId, action: slug, arguments: args, files }: ExecuteInput,
): Promise<{ connection: ConnectionView; action: KnownAction }> {
  const connection = await readConnection(em, workspaceId, connectionId);
  const action = await actionOf(em, connection.app.slug, slug);
  if (connection.status !== 'active') throw new AppError('CONNECTION_NOT_ACTIVE');
  if (!(await isEnabled(em, { workspaceId, id: connectionId }, action.slug))) throw new AppError('ACTION_NOT_ENABLED');
  const complete = withPlaceholders(deps, action, { arguments: args, files });
  // Formats are used loosely in the catalog, and an app understands more than they say.
  const fields = schemaErrors(action.inputSchema, complete, { formats: false });
  if (Object.keys(fields).length > 0) throw new AppError('ARGUMENTS_INVALID', { fields });
  return { connection, action };
}

async function actionOf(em: EntityManager, appSlug: string, slug: string): Promise<KnownAction> {
  const action = await findAction(em, slug);
  if (action?.appSlug !== appSlug) throw new AppError('ACTION_UNKNOWN');
  return action;
}
