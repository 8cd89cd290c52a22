/** One event of a stream: its fields, the data lines joined. */
export interface Frame {
  event: string;
  data: string;
  id: string | undefined;
}

/** Reads server-sent events (WHATWG HTML, section 9.2.6) from a body. An unfinished event at the end is not delivered. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<Frame> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let text = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
      // A line may end with CR LF; one whose LF is still on its way must not look like two.
      const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) yield frameOf(block);
    }
  } finally {
    await reader.cancel().catch(() => undefined); // a connection that broke cannot be told
  }
}

function frameOf(block: string): Frame {
  const frame: Frame = { event: 'message', data: '', id: undefined };
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (field === 'data') data.push(value);
    if (field === 'event') frame.event = value;
    if (field === 'id') frame.id = value;
  }
  return { ...frame, data: data.join('\n') };
}
