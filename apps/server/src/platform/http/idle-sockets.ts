import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from '../limits/network-of.ts';

/** Idle connections that one network may keep: more than a thousand people behind one address leave open. */
const MAX = 500;

/**
 * Connections without a request in progress. If one network has too many, its oldest one is closed. Its next request opens a new
 * connection, so only clients that hoard connections are affected.
 */
export class IdleSockets {
  readonly #most: number;
  readonly #idle = new Map<string, Set<Socket>>();

  constructor(most = MAX) {
    this.#most = most;
  }

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      this.#enter(socket);
      // Afterward the socket no longer knows its remote address.
      const network = networkOfSocket(socket);
      socket.once('close', () => this.#leave(socket, network));
    });
  }

  /** A connection is no longer idle while `handle` answers on it. */
  whileHandled(handle: RequestListener): RequestListener {
    return (req, res) => {
      const { socket } = req;
      this.#leave(socket, networkOfSocket(socket));
      res.once('close', () => socket.destroyed || this.#enter(socket));
      handle(req, res);
    };
  }

  #enter(socket: Socket): void {
    const network = networkOfSocket(socket);
    const idle = this.#idle.get(network) ?? new Set();
    this.#idle.set(network, idle.add(socket));
    const [oldest] = idle;
    if (!oldest || idle.size <= this.#most) return;
    this.#leave(oldest, network);
    oldest.destroy();
  }

  #leave(socket: Socket, network: string): void {
    const idle = this.#idle.get(network);
    idle?.delete(socket);
    if (idle?.size === 0) this.#idle.delete(network);
  }
}

function networkOfSocket({ remoteAddress = 'unknown' }: Socket): string {
  return networkOf(remoteAddress);
}
