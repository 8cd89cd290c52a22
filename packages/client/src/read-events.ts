import { createParser } from 'eventsource-parser';

/** One event of a stream: its fields, with the data lines joined. */
export interface Frame {
  event: string;
  data: string;
  id: string | undefined;
}

/** Reads server-sent events (WHATWG HTML, section 9.2.6) from a body. An unfinished event at the end is not delivered. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame> {
  const frames: Frame[] = [];
  const parser = createParser({
    onEvent: ({ event = 'message', data, id }) => frames.push({ event, data, id }),
  });
  for await (const text of readText(body)) {
    parser.feed(text);
    yield* frames.splice(0);
  }
}

async function* readText(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      yield decoder.decode(part.value, { stream: true });
    }
  } finally {
    await reader.cancel().catch(() => undefined); // fails when the connection is broken
  }
}
