import { z } from 'zod';
import { findAccount } from '../connected-accounts/account-book.ts';
import type { SandboxContext } from '../context.ts';
import { badRequest } from '../http/api-error.ts';
import { idText } from '../http/parse-input.ts';
import type { AccountRecord } from '../store/state.ts';
import { currentUserPath } from '../toolkits/toolkit.wire.ts';

const binaryBody = z.union([
  z.strictObject({ url: z.url(), content_type: z.string().optional() }),
  z.strictObject({ base64: z.base64(), content_type: z.string().optional() }),
]);

export const proxyInput = z
  .strictObject({
    connected_account_id: idText.optional(),
    endpoint: z.string().min(1).max(4096),
    method: z.enum(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD']),
    body: z.unknown().optional(),
    binary_body: binaryBody.optional(),
    parameters: z
      .array(z.strictObject({ name: z.string().min(1), value: z.string(), type: z.enum(['header', 'query']) }))
      .max(100)
      .optional(),
    custom_connection_data: z.unknown().optional(),
  })
  .refine(({ method, body }) => body === undefined || ['POST', 'PUT', 'PATCH'].includes(method), {
    path: ['body'],
    message: 'A body is for POST, PUT and PATCH',
  });

type ProxyInput = z.output<typeof proxyInput>;

/** What an app answers with, of which a client may show only a part to others. */
const headers = {
  'content-type': 'application/json',
  'set-cookie': 'app_session=planted; HttpOnly',
  'x-ratelimit-remaining': '4999',
};

/**
 * `/tools/execute/proxy`: a request to the app with the account's credentials. The stand-in of an app tells who is signed
 * in, has a file at `/file` and nothing at `/missing`, and otherwise tells what it was sent.
 */
export function proxyRequest(context: SandboxContext, input: ProxyInput): Record<string, unknown> {
  const account = activeAccount(context, input);
  const path = pathIn(input.endpoint, account);
  if (path === currentUserPath) return { status: 200, headers, data: account.data };
  if (path === '/missing') return { status: 404, headers, data: { message: 'Not Found' } };
  if (path === '/file') return { status: 200, headers: { ...headers, 'content-type': 'image/png' }, ...file(context) };
  const { method, body, parameters = [] } = input;
  return { status: 200, headers, data: { method, path, parameters, ...(body !== undefined && { body }) } };
}

/** Of the account that is named; the service takes the project's newest one where none is. */
function activeAccount(context: SandboxContext, { connected_account_id: id = '' }: ProxyInput): AccountRecord {
  const account = findAccount(context, id);
  if (account.status === 'ACTIVE') return account;
  const message = `Connected account "${account.id}" is ${account.status}`;
  throw badRequest('ActionExecute_ConnectedAccountNotActive', message);
}

/** The path at the app's host: an absolute URL may name no other, because the credentials go with the request. */
function pathIn(endpoint: string, { toolkit }: AccountRecord): string {
  const base = `https://api.${toolkit.replaceAll('_', '-')}.example`;
  const url = URL.canParse(endpoint, base) ? new URL(endpoint, base) : null;
  if (url?.origin === base) return url.pathname;
  throw badRequest('ToolProxy_EndpointNotAllowed', 'The endpoint is not at the address of the toolkit');
}

function file(context: SandboxContext): Record<string, unknown> {
  const url = `${context.publicUrl()}/storage/answer.png`;
  const expires_at = new Date(context.now() + 3_600_000).toISOString();
  return { binary_data: { url, content_type: 'image/png', size: 68, expires_at } };
}
