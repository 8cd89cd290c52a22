import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './server-process.ts';

/** A TCP proxy in front of the test database: shut (connections are refused), open, or frozen (no data, no end). */
export class Gate implements AsyncDisposable {
  readonly url: string;
  readonly #target: URL;
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  private constructor(target: URL, port: number) {
    this.#target = target;
    this.#port = port;
    this.url = Object.assign(new URL(target), { hostname: '127.0.0.1', port: String(port) }).href;
  }

  /** Shut. */
  static async before(databaseUrl: string): Promise<Gate> {
    return new Gate(new URL(databaseUrl), await freePort());
  }

  /** Opens to another database, if given. */
  async open(url?: string): Promise<void> {
    const target = url === undefined ? this.#target : new URL(url);
    this.#server = createServer((from) => {
      const to = connect(Number(target.port), target.hostname);
      for (const [one, other] of [
        [from, to],
        [to, from],
      ] as const) {
        this.#sockets.add(one);
        one.on('error', () => other.destroy());
        one.on('close', () => (this.#sockets.delete(one), other.destroy()));
        one.pipe(other);
      }
    });
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening');
  }

  /** Like a server that hangs: connections stay open without responses. */
  freeze(): void {
    for (const socket of this.#sockets) socket.unpipe();
    this.#server?.removeAllListeners('connection');
  }

  /** Ends every connection, and refuses new ones. */
  async shut(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (!this.#server) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
    this.#server = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.shut();
  }
}
