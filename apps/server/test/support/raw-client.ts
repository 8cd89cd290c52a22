import { Agent, request } from 'node:http';
import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface RawRequest {
  method?: string;
  /** As it is put on the wire: nothing is normalized. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

/** Sends what no browser would: a few connections that stay open, so that thousands of requests take seconds. */
export class RawClient implements Disposable {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  readonly #url: URL;

  constructor(url: string) {
    this.#url = new URL(url);
  }

  send({ method = 'GET', path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
    const { hostname, port } = this.#url;
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, method, path, headers, agent: this.#agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const { statusCode: status = 0, headers: received } = answer;
          resolve({ status, headers: received, body: Buffer.concat(chunks).toString() });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

/** Puts `text` on the wire as it is, on a connection of its own, and answers all that comes back until that is closed. */
export function sendText(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => (received += chunk));
    // A server that has said enough may reset a connection on which more was sent.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(received));
    socket.write(text, 'latin1');
  });
}

/** Runs `work` over all items, `width` at a time. */
export async function inLanes<Item>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const lane = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
