import { CallFailure } from './call-failure.ts';

/** Reads a body of at most `maxBytes`; a longer one is aborted at the limit instead of being received completely. */
export async function readBounded(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(response.headers.get('content-length') ?? 0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (announced > maxBytes) await refuse(response, maxBytes);
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    // Leaving the loop cancels the stream, and closes the connection.
    if (length > maxBytes) throw tooLarge(response, maxBytes);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks, length));
}

async function refuse(response: Response, maxBytes: number): Promise<never> {
  await response.body?.cancel();
  throw tooLarge(response, maxBytes);
}

function tooLarge({ status }: Response, maxBytes: number): CallFailure {
  return new CallFailure('too_large', `the answer is longer than ${maxBytes} bytes`, { status });
}
