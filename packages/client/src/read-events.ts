/** One event of a stream: its fields, the data lines joined. */
export interface Frame {
  event: string;
  data: string;
  id: string | undefined;
}

/** Reads server-sent events (WHATWG HTML, section 9.2.6) from a body. An unfinished event at the end is not delivered. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame> {
  let block: string[] = [];
  for await (const line of readLines(body)) {
    if (line !== '') block.push(line);
    else if (block.length > 0) {
      yield frameOf(block);
      block = [];
    }
  }
}

/** The lines that are complete. Each piece is looked at once, however many of them a line comes in. */
async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let begun: string[] = [];
  for await (const piece of readText(body)) {
    const [end = '', ...lines] = piece.split(/\r\n|\n|\r/);
    begun.push(end);
    for (const line of lines) {
      yield begun.join('');
      begun = [line];
    }
  }
}

/** A line may end with CR LF: a CR waits for what comes after it, or the two would look like two ends. */
async function* readText(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let held = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const text = held + decoder.decode(part.value, { stream: true });
      held = text.endsWith('\r') ? '\r' : '';
      yield held ? text.slice(0, -1) : text;
    }
  } finally {
    await reader.cancel().catch(() => undefined); // a connection that broke cannot be told
  }
}

function frameOf(lines: string[]): Frame {
  const frame: Frame = { event: 'message', data: '', id: undefined };
  const data: string[] = [];
  for (const line of lines) {
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (field === 'data') data.push(value);
    if (field === 'event') frame.event = value;
    if (field === 'id') frame.id = value;
  }
  return { ...frame, data: data.join('\n') };
}
