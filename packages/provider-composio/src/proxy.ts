import { z } from 'zod';
import { guarded, numberField, parsed, type ProviderActions } from '@patchbay/provider';
import type { ComposioClient } from './client.ts';

const wholeNumber = numberField.pipe(z.int());

const answer = z.object({
  status: wholeNumber.pipe(z.int().min(100).max(599)),
  headers: z.record(z.string(), z.unknown()).nullish(),
  data: z.unknown().optional(),
  binary_data: z
    .object({ url: z.string(), content_type: z.string(), size: wholeNumber, expires_at: z.string().nullish() })
    .nullish(),
});

/**
 * `POST /tools/execute/proxy`: puts the app's address before a path, and adds the account's credentials. An absolute URL would be
 * asked too, and without an account the provider chooses one: callers pass neither.
 */
export function composioProxy({ rawRuns: raw }: ComposioClient): ProviderActions['proxy'] {
  return async ({ accountId, method, path, query, headers, body }) => {
    const what = `proxy ${method}`;
    const request = {
      connected_account_id: accountId,
      endpoint: path,
      method,
      parameters: [...parametersOf('query', query), ...parametersOf('header', headers)],
      ...(body && { body }),
    };
    const wire = parsed(what, answer, await guarded(what, () => raw.tools.proxy(request)));
    const { status, data = null, binary_data: binary } = wire;
    return { status, headers: textsIn(wire.headers ?? {}), data, file: binary ? fileIn(binary) : null };
  };
}

function parametersOf(type: 'query' | 'header', values: Record<string, string>) {
  return Object.entries(values).map(([name, value]) => ({ name, value, type }));
}

/** A header that came more than once may be a list here. */
function textsIn(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  ) as Record<string, string>;
}

function fileIn({
  url,
  content_type: contentType,
  size,
  expires_at: expiresAt,
}: NonNullable<z.infer<typeof answer>['binary_data']>) {
  return { url, contentType, size, expiresAt: expiresAt ?? null };
}
