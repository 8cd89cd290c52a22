import { z } from 'zod';
import type { Tool } from '../catalog/catalog.ts';
import { liveAccounts, readAccount } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import { ApiError, badRequest } from '../http/api-error.ts';
import { fileProblem } from '../files/file-arguments.ts';
import { newId } from '../store/ids.ts';
import type { AccountRecord } from '../store/state.ts';
import { sampleResult } from './sample-result.ts';

export const executeInput = z.object({
  connected_account_id: z.string().max(255).optional(),
  user_id: z.string().max(255).optional(),
  version: z.string().max(50).optional(),
  arguments: z.record(z.string(), z.unknown()).default({}),
});

type ExecuteInput = z.output<typeof executeInput>;

/** The response of every execution; a refusal by the app itself is `successful: false` with status 200. */
export interface ExecutionResult {
  data: Record<string, unknown>;
  error: string | null;
  successful: boolean;
  log_id: string;
}

/** Simulates an action: needs an active account of the right user, and the required arguments. */
export function executeTool(context: SandboxContext, tool: Tool, input: ExecuteInput): ExecutionResult {
  const noAuth = context.catalog.toolkit(tool.toolkit)?.authSchemes.includes('NO_AUTH') ?? false;
  if (!noAuth) requireActive(accountFor(context, tool, input));
  const missing = (tool.input.required ?? []).filter((name) => input.arguments[name] === undefined);
  const log_id = newId('log');
  if (missing.length > 0) {
    const error = `Invalid request data provided - Following fields are missing: ${missing.join(', ')}`;
    return { data: {}, error, successful: false, log_id };
  }
  const problem = fileProblem(context, tool, input.arguments);
  if (problem !== null) return { data: {}, error: problem, successful: false, log_id };
  return { data: sampleResult(tool, input.arguments), error: null, successful: true, log_id };
}

function accountFor(context: SandboxContext, tool: Tool, input: ExecuteInput): AccountRecord {
  if (input.connected_account_id === undefined) return newestActive(context, tool, input.user_id);
  const account = readAccount(context, input.connected_account_id);
  if (!account || account.deletedAt !== null || account.toolkit !== tool.toolkit) {
    const message = `No connected account "${input.connected_account_id}" found for toolkit ${tool.toolkit}`;
    throw new ApiError({ status: 404, code: 1810, slug: 'ActionExecute_ConnectedAccountNotFound', message });
  }
  if (input.user_id !== undefined && input.user_id !== account.userId) {
    const message = 'Connected account user ID does not match the provided user ID.';
    throw badRequest('ActionExecute_ConnectedAccountEntityIdMismatch', message, 1812);
  }
  return account;
}

function newestActive(context: SandboxContext, tool: Tool, userId: string | undefined): AccountRecord {
  const account = liveAccounts(context).findLast(
    (each) => each.userId === userId && each.toolkit === tool.toolkit && each.status === 'ACTIVE',
  );
  if (account) return account;
  throw badRequest('ActionExecute_ConnectedAccountNotFound', 'No connected account found', 1803);
}

function requireActive(account: AccountRecord): void {
  if (account.status === 'ACTIVE') return;
  const message = `Connected account "${account.id}" is ${account.status}, not ACTIVE`;
  throw badRequest('ActionExecute_ConnectedAccountNotActive', message);
}
