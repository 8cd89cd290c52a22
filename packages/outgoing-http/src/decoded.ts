import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { UnwantedAnswer } from './unwanted-answer.ts';

const DECODERS = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress };

/**
 * The decompressed body of a response. Throws `UnwantedAnswer` as soon as it exceeds `maxBytes`, before or after
 * decompression.
 */
export async function decoded(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const coding = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const chunks: Buffer[] = [];
  for await (const chunk of throughDecoder(answer, coding, maxBytes)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function throughDecoder(answer: IncomingMessage, coding: string, maxBytes: number): Readable {
  const bounded = atMost(maxBytes);
  // An error in any part of the pipeline ends the last one, and so reaches its reader.
  if (coding === 'identity') return pipeline(answer, bounded, () => undefined);
  if (!Object.hasOwn(DECODERS, coding)) throw new UnwantedAnswer('an unknown content coding');
  // Bounded on both sides: a small body may decompress to a huge one, and a huge one to nothing.
  const decoder = DECODERS[coding as keyof typeof DECODERS]();
  return pipeline(answer, bounded, decoder, atMost(maxBytes), () => undefined);
}

function atMost(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      seen += chunk.length;
      if (seen > bytes) done(new UnwantedAnswer(`longer than ${bytes} bytes`));
      else done(null, chunk);
    },
  });
}
