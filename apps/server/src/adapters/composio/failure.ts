import { z } from 'zod';
import { ProviderFailure, type ProviderFailureKind } from '../../features/provider/provider.port.ts';

/** Runs a call and turns whatever the SDK throws into a `ProviderFailure`. */
export async function guarded<Result>(what: string, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw asFailure(what, error);
  }
}

/** The same, but an answer of 404 (or 400 for a malformed id) is `null`: there is no such thing. */
export async function guardedOrNull<Result>(what: string, call: () => Promise<Result>): Promise<Result | null> {
  try {
    return await call();
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw asFailure(what, error);
  }
}

/** Checks an answer; the SDK passes on whatever arrived. */
export function parsed<Schema extends z.ZodType>(what: string, schema: Schema, answer: unknown): z.infer<Schema> {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw new ProviderFailure('invalid', `${what}: unexpected answer: ${z.prettifyError(result.error)}`);
}

/**
 * The HTTP status behind an error. The client's errors are no instances of the SDK's, and the SDK wraps some of them:
 * what they have in common is a numeric `status`, here or in a cause.
 */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('status' in error && typeof error.status === 'number') return error.status;
  return 'cause' in error ? statusOf(error.cause) : undefined;
}

function asFailure(what: string, error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  const status = statusOf(error);
  return new ProviderFailure(kindOf(status), `${what}: ${status ?? 'no answer'}`, { cause: error });
}

function kindOf(status: number | undefined): ProviderFailureKind {
  if (status === undefined || status === 408 || status === 429 || status >= 500) return 'unavailable';
  return status === 401 || status === 403 ? 'unauthorized' : 'refused';
}
