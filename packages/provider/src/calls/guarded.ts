import { UnkeptJsonError } from '@patchbay/exact-json';
import { z } from 'zod';
import { ProviderFailure, type ProviderFailureKind } from '../provider-failure.ts';
import { CallFailure } from './call-failure.ts';
import { traced } from './provider-fetch.ts';

/** Runs a call and turns any error, including bugs of the SDK, into a `ProviderFailure`. */
export async function guarded<Result>(what: string, call: () => Promise<Result>): Promise<Result> {
  const outcome = await traced(call);
  if ('result' in outcome) return outcome.result;
  throw asFailure(what, outcome.error);
}

/** The same, but a 404 is `null`: there is no such thing. */
export async function guardedOrNull<Result>(what: string, call: () => Promise<Result>): Promise<Result | null> {
  const outcome = await traced(call);
  if ('result' in outcome) return outcome.result;
  if (statusOf(outcome.error) === 404) return null;
  throw asFailure(what, outcome.error);
}

/** Validates a response, because the SDKs pass on whatever arrives. */
export function parsed<Schema extends z.ZodType>(what: string, schema: Schema, answer: unknown): z.infer<Schema> {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw new ProviderFailure('invalid', `${what}: unexpected answer: ${z.prettifyError(result.error)}`);
}

/** Whether a smaller response could be read. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof ProviderFailure && error.cause instanceof CallFailure && error.cause.trouble === 'too_large';
}

/** The HTTP status of a failure, if there was a response. */
export function statusOf(error: unknown): number | undefined {
  if (error instanceof CallFailure) return error.status;
  return error instanceof ProviderFailure ? statusOf(error.cause) : undefined;
}

/**
 * An error that is not from the HTTP level comes from the SDK, which could not read a 2xx response. Its text is
 * dropped, because an SDK may quote the request, including the key.
 */
function asFailure(what: string, error: unknown): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  if (error instanceof UnkeptJsonError) return new ProviderFailure('invalid', `${what}: ${error.message}`);
  if (!(error instanceof CallFailure)) return new ProviderFailure('invalid', `${what}: an unreadable answer`);
  const { permission, said } = error;
  const lacking = permission === undefined ? '' : ` (the key lacks the permission “${permission}”)`;
  return new ProviderFailure(kindOf(error), `${what}: ${error.message}${lacking}`, { cause: error, permission, said });
}

function kindOf({ trouble, status = 0 }: CallFailure): ProviderFailureKind {
  if (trouble === 'too_large' || trouble === 'redirected') return 'invalid';
  if (trouble === 'busy' || status === 429) return 'busy';
  if (trouble !== 'status' || status === 408 || status >= 500) return 'unavailable';
  if (status === 403) return 'forbidden';
  return status === 401 ? 'unauthorized' : 'refused';
}
