import { z } from 'zod';
import { findAccount } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import { badRequest } from '../http/api-error.ts';
import { idText } from '../http/parse-input.ts';
import { currentUserPath } from '../toolkits/toolkit.wire.ts';

export const proxyInput = z.object({
  connected_account_id: idText.optional(),
  endpoint: z.string().min(1).max(4096),
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD']),
  body: z.unknown().optional(),
  parameters: z
    .array(z.object({ name: z.string(), value: z.string(), type: z.enum(['header', 'query']) }))
    .max(100)
    .optional(),
});

/**
 * `/tools/execute/proxy`: a request to the app with the account's credentials. The stand-in of an app tells who is signed
 * in, and otherwise what it was sent; `/missing` is not there.
 */
export function proxyRequest(context: SandboxContext, input: z.output<typeof proxyInput>): Record<string, unknown> {
  const account = findAccount(context, input.connected_account_id ?? '');
  if (account.status !== 'ACTIVE') {
    throw badRequest(
      'ActionExecute_ConnectedAccountNotActive',
      `Connected account "${account.id}" is ${account.status}`,
    );
  }
  const headers = { 'content-type': 'application/json' };
  const path = input.endpoint.replace(/^https?:\/\/[^/]+/, '').replace(/[?#].*$/, '');
  if (path === currentUserPath) return { status: 200, headers, data: account.data };
  if (path === '/missing') return { status: 404, headers, data: { message: 'Not Found' } };
  const { method, body, parameters = [] } = input;
  return { status: 200, headers, data: { method, path, parameters, ...(body !== undefined && { body }) } };
}
