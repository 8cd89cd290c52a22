import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RawServer extends AsyncDisposable {
  url: string;
  /** Paths that were asked for, in order. */
  paths: string[];
}

/** A provider that answers as it likes: for what no sandbox would do. */
export async function rawServer(handle: RequestListener): Promise<RawServer> {
  const paths: string[] = [];
  const server = createServer((req, res) => {
    paths.push(req.url ?? '');
    handle(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
