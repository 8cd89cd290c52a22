import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request to the local port: a browser that returns, or a message of the provider. */
export interface Arrival {
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Listener extends AsyncDisposable {
  url: string;
  /** The next request below a path, or one that arrived earlier. Rejects after `withinMs`. */
  next(path: string, withinMs: number): Promise<Arrival>;
}

export async function listen(port: number): Promise<Listener> {
  const arrived: Arrival[] = [];
  const waiting: { path: string; resolve: (arrival: Arrival) => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.end('Thank you. You can close this window and go back to the terminal.');
      const { headers, url = '/' } = request;
      take({ url: new URL(url, 'http://localhost'), headers, body: Buffer.concat(chunks).toString() });
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, next, [Symbol.asyncDispose]: close };

  function take(arrival: Arrival): void {
    const index = waiting.findIndex(({ path }) => arrival.url.pathname.startsWith(path));
    if (index < 0) arrived.push(arrival);
    else waiting.splice(index, 1)[0]?.resolve(arrival);
  }

  function next(path: string, withinMs: number): Promise<Arrival> {
    const index = arrived.findIndex(({ url: { pathname } }) => pathname.startsWith(path));
    const [here] = index < 0 ? [] : arrived.splice(index, 1);
    if (here) return Promise.resolve(here);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no request to ${path} within ${withinMs / 1000} s`)), withinMs);
      const entry = { path, resolve: (arrival: Arrival) => (clearTimeout(timer), resolve(arrival)) };
      waiting.push(entry);
    });
  }

  async function close(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
