import { CallFailure } from './call-failure.ts';

/** Reads a body of at most `mostBytes`; a longer one is aborted at the limit instead of being received completely. */
export async function readBounded(response: Response, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(response.headers.get('content-length') ?? 0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (announced > mostBytes) await refuse(response, mostBytes);
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    // Leaving the loop cancels the stream, and closes the connection.
    if (length > mostBytes) throw tooLarge(response, mostBytes);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks, length));
}

async function refuse(response: Response, mostBytes: number): Promise<never> {
  await response.body?.cancel();
  throw tooLarge(response, mostBytes);
}

function tooLarge({ status }: Response, mostBytes: number): CallFailure {
  return new CallFailure('too_large', `the answer is longer than ${mostBytes} bytes`, { status });
}
