import { parseJson } from '@patchbay/exact-json';
import { isTransient, pause, pauseAfter } from './backoff.ts';
import { asPatchbayError, call, urlOf } from './call.ts';
import { PatchbayError } from './error.ts';
import { inputText } from './input-text.ts';
import { type CallSettings, requestInit, type Settings } from './options.ts';
import { readAnswer, streamErrorOf } from './read-answer.ts';
import { readEvents } from './read-events.ts';

/** One event, and the place after it. */
export interface Followed<Data> {
  /** Keep it once the event is dealt with; following from it goes on with the next. */
  id: string;
  data: Data;
}

export interface FollowInput {
  /** The last event that was dealt with. Left out: from now on. */
  lastEventId?: string | null | undefined;
}

interface Following {
  path: string;
  input: FollowInput;
  options: CallSettings;
}

/** The server says something every 15 seconds. Milliseconds after which a silent stream is taken for dead. */
const SILENCE_MS = 40_000;

/**
 * Every event from a place on, each once and in order. Goes on where it stopped when the connection breaks or the server
 * restarts, for as long as that takes; ends by `signal` or `break`, and throws what waiting cannot fix (KEY_INVALID).
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
      const failure = asPatchbayError(error, options.signal);
      if (!isTransient(failure)) throw failure;
      await pause(pauseAfter(tries, failure), options.signal);
    }
  }
}

/** Asked before the stream is opened: what happens between the two is not lost. */
async function presentOf(settings: Settings, { path, options }: Following): Promise<string> {
  const position = path.replace(/\.watch$/, '.position');
  const answer = await call(settings, { path: position, kind: 'query', input: undefined, options });
  return (answer as { lastEventId: string }).lastEventId;
}

async function* stream(settings: Settings, { path, input, options }: Following): AsyncGenerator<Followed<unknown>> {
  const silence = new AbortController();
  let timer = setTimeout(tooQuiet, SILENCE_MS);
  const signal = options.signal ? AbortSignal.any([silence.signal, options.signal]) : silence.signal;
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
