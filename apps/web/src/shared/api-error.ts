import { TRPCClientError } from '@trpc/client';
import { errorAdvice, type ErrorAdvice } from './error-advice.ts';

/** A failed call as the screens show it. */
export interface ApiError extends ErrorAdvice {
  /** The permanent code; `NETWORK_DOWN` is ours, for no response. */
  code: string;
  /** Identifies the server's log line, for support requests. */
  reference: string | null;
  /** What is wrong with which field, when the input was invalid. */
  fields: Record<string, string>;
}

interface Wire {
  errorCode?: string;
  remedy?: string;
  reference?: string | null;
  fields?: Record<string, string> | null;
}

/** Converts anything that was thrown into a text: what happened, who can fix it, what to do next. */
export function toApiError(thrown: unknown): ApiError {
  const data = thrown instanceof TRPCClientError ? ((thrown.data ?? null) as Wire | null) : null;
  const code = data?.errorCode ?? (isNetworkFailure(thrown) ? 'NETWORK_DOWN' : 'INTERNAL');
  const sentence = data?.errorCode && thrown instanceof Error ? thrown.message : null;
  const { title, ...advice } = errorAdvice(code, { sentence, remedy: data?.remedy ?? null });
  return { title, ...advice, code, reference: data?.reference ?? null, fields: data?.fields ?? {} };
}

/** No response, or one that is not the server's: the connection is down, or a proxy responded. */
function isNetworkFailure(thrown: unknown): boolean {
  if (thrown instanceof TRPCClientError) return !thrown.data;
  return thrown instanceof TypeError;
}
