import { anySignal } from './any-signal.ts';
import { parseJson } from '@patchbay/exact-json';
import { isTransient, pause, pauseAfter } from './backoff.ts';
import { asPatchbayError, call, urlOf } from './call.ts';
import { PatchbayError } from './error.ts';
import { inputText } from './input-text.ts';
import { type CallSettings, requestInit, type Settings } from './options.ts';
import { readAnswer, streamErrorOf } from './read-answer.ts';
import { readEvents } from './read-events.ts';

/** One event, and the position after it. */
export interface Followed<Data> {
  /** Store it after handling the event; following from it continues with the next one. */
  id: string;
  data: Data;
}

export interface FollowInput {
  /** The id of the last event that was handled. Without it, the stream starts now. */
  lastEventId?: string | null | undefined;
}

interface Following {
  path: string;
  input: FollowInput;
  options: CallSettings;
}

/** The server sends something every 15 seconds. Milliseconds after which a silent stream counts as dead. */
const SILENCE_MS = 40_000;

/**
 * Every event after a position, each once and in order. Resumes where it stopped when the connection breaks or the
 * server restarts, for as long as that takes. Ends by `signal` or `break`, and throws errors that waiting cannot fix
 * (KEY_INVALID).
 */
export async function* follow(settings: Settings, following: Following): AsyncGenerator<Followed<unknown>> {
  const { path, input, options } = following;
  let last = input.lastEventId ?? (await presentOf(settings, following));
  for (let tries = 0; ; tries += 1) {
    try {
      for await (const event of stream(settings, { path, input: { ...input, lastEventId: last }, options })) {
        tries = 0;
        last = event.id;
        yield event;
      }
    } catch (error) {
      const failure = asPatchbayError(error, settings, options.signal);
      if (!isTransient(failure)) throw failure;
      await pause(pauseAfter(tries, failure), options.signal);
    }
  }
}

/** Read before the stream is opened, so that nothing in between is lost. */
async function presentOf(settings: Settings, { path, options }: Following): Promise<string> {
  const position = path.replace(/\.watch$/, '.position');
  const answer = await call(settings, { path: position, kind: 'query', input: undefined, options });
  return (answer as { lastEventId: string }).lastEventId;
}

async function* stream(settings: Settings, { path, input, options }: Following): AsyncGenerator<Followed<unknown>> {
  const silence = new AbortController();
  let timer = setTimeout(tooQuiet, SILENCE_MS);
  const signal = options.signal ? anySignal([silence.signal, options.signal]) : silence.signal;
  const init = requestInit(settings, options);
  const headers = { ...init.headers, accept: 'text/event-stream' };
  try {
    const answer = await settings.fetch(urlOf(settings, path, inputText(input)), { ...init, headers, signal });
    if (!answer.ok || !answer.body) await readAnswer(answer);
    else {
      for await (const { event, data, id } of readEvents(answer.body)) {
        clearTimeout(timer);
        timer = setTimeout(tooQuiet, SILENCE_MS);
        if (event === 'serialized-error') throw streamErrorOf(data);
        if (event === 'message' && id !== undefined) yield { id, data: parseJson(data) };
      }
    }
    throw new PatchbayError('NETWORK', 'the stream ended');
  } finally {
    clearTimeout(timer);
    silence.abort();
  }

  function tooQuiet(): void {
    silence.abort(new PatchbayError('TIMEOUT', 'the stream fell silent'));
  }
}
