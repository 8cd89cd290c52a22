import { parseJson, UnkeptJsonError } from '@patchbay/exact-json';
import type { ErrorCode } from './api.ts';
import { PatchbayError } from './error.ts';

/** A tRPC response (HTTP RPC specification, "Response"): `{result:{data}}` or `{error:{message,data}}`. */
interface Envelope {
  result?: { data?: unknown };
  error?: { message?: string; errorCode?: string; remedy?: string; reference?: string; data?: ErrorData };
}

interface ErrorData {
  errorCode?: string;
  remedy?: string;
  reference?: string | null;
  fields?: Record<string, string> | null;
}

/** The output of a call; throws the error in the response. */
export async function readAnswer(answer: Response): Promise<unknown> {
  const envelope = await envelopeOf(answer);
  if (answer.ok && envelope?.result) return envelope.result.data;
  throw errorOf(answer, envelope);
}

/**
 * Undefined for a response that is not tRPC's, for example a proxy's error page. Numbers that JavaScript would change
 * become exact ones.
 */
async function envelopeOf(answer: Response): Promise<Envelope | undefined> {
  const text = await answer.text();
  try {
    const parsed = parseJson(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof UnkeptJsonError) return undefined;
    throw error;
  }
}

function errorOf({ status, headers }: Response, envelope: Envelope | undefined): PatchbayError {
  const retryAfterMs = retryAfterOf(headers.get('retry-after'));
  const { message, data, ...plain } = envelope?.error ?? {};
  const { errorCode, ...rest } = { ...plain, ...data };
  if (!errorCode) {
    return new PatchbayError(
      'ANSWER_INVALID',
      `not an answer of Patchbay (HTTP ${status}): is baseUrl its address alone, without a path?`,
      { status, retryAfterMs },
    );
  }
  return new PatchbayError(errorCode as ErrorCode, message ?? errorCode, { ...rest, status, retryAfterMs });
}

/** An error that arrived as a frame of an event stream. */
export function streamErrorOf(frame: string): PatchbayError {
  const { message, data } = JSON.parse(frame) as NonNullable<Envelope['error']>;
  const { errorCode = 'INTERNAL', ...rest } = data ?? {};
  const status = (data as { httpStatus?: number } | undefined)?.httpStatus ?? 0;
  return new PatchbayError(errorCode as ErrorCode, message ?? errorCode, { ...rest, status });
}

/** Seconds or a date (RFC 9110, section 10.2.3). */
function retryAfterOf(header: string | null): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
