import { anySignal } from './any-signal.ts';
import { aborted, isTransient, pause, pauseAfter } from './backoff.ts';
import { PatchbayError } from './error.ts';
import { inputText } from './input-text.ts';
import { type CallSettings, requestInit, type Settings } from './options.ts';
import { readAnswer } from './read-answer.ts';

export interface Call {
  /** For example `connections.list`. */
  path: string;
  kind: 'query' | 'mutation';
  input: unknown;
  options: CallSettings;
}

/** Makes a call, and retries it when that is safe and may help. Throws only `PatchbayError`. */
export async function call(settings: Settings, request: Call): Promise<unknown> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await callOnce(settings, request);
    } catch (error) {
      if (!(error instanceof PatchbayError)) throw error;
      if (tries >= settings.retries || !isSafe(request) || !isTransient(error)) throw error;
      await pause(pauseAfter(tries, error), request.options.signal);
    }
  }
}

/** With an idempotency key these are done once, however often they are sent. */
const ONCE_BY_KEY: ReadonlySet<string> = new Set(['actions.execute', 'connections.proxy']);

/** Sets what it is given, by the caller's own ids. */
const IDEMPOTENT = 'provisioning.upsertWorkspaces';

/** Safe to retry: queries, and calls that have the same effect once and twice. Everything else could run twice. */
function isSafe({ path, kind, input }: Call): boolean {
  if (kind === 'query' || path === IDEMPOTENT) return true;
  return ONCE_BY_KEY.has(path) && typeof (input as { idempotencyKey?: unknown })?.idempotencyKey === 'string';
}

async function callOnce(settings: Settings, { path, kind, input, options }: Call): Promise<unknown> {
  const init = requestInit(settings, options);
  const signals = [AbortSignal.timeout(options.timeoutMs ?? settings.timeoutMs), options.signal];
  const signal = anySignal(signals.filter((each) => each !== undefined));
  const body = inputText(input);
  try {
    const answer =
      kind === 'query'
        ? await settings.fetch(urlOf(settings, path, body), { ...init, signal })
        : await settings.fetch(urlOf(settings, path), {
            ...init,
            method: 'POST',
            headers: { ...init.headers, 'content-type': 'application/json' },
            ...(body !== undefined && { body }),
            signal,
          });
    return await readAnswer(answer);
  } catch (error) {
    throw asPatchbayError(error, settings, options.signal);
  }
}

export function urlOf({ baseUrl }: Settings, path: string, input?: string): string {
  return `${baseUrl}/trpc/${path}${input === undefined ? '' : `?input=${encodeURIComponent(input)}`}`;
}

/** Converts what `fetch` throws. */
export function asPatchbayError(
  error: unknown,
  { baseUrl }: Pick<Settings, 'baseUrl'>,
  signal: AbortSignal | undefined,
): PatchbayError {
  if (error instanceof PatchbayError) return error;
  if (signal?.aborted) return aborted(signal);
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new PatchbayError('TIMEOUT', 'Patchbay did not answer in time', { cause: error });
  }
  return new PatchbayError('NETWORK', `Patchbay could not be reached at ${baseUrl}`, { cause: error });
}
