import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface Message {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Accepts what is delivered to `url`, until the test ends. */
export async function receiver(): Promise<{ url: string; next: () => Promise<Message> }> {
  const { promise, resolve } = Promise.withResolvers<Message>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      response.end();
      resolve({ headers: request.headers, body });
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, next: () => promise };
}
