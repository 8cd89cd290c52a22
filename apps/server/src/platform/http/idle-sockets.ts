import type { RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from '../limits/network-of.ts';

/** Connections of one network that may wait for a request: more than a thousand people behind one address leave open. */
const MOST = 500;

/**
 * The connections on which no request is under way. Where one network has too many, its oldest is closed: its own next request
 * opens another, so that nothing is lost but to those who hold connections for their number.
 */
export class IdleSockets {
  readonly #most: number;
  readonly #idle = new Map<string, Set<Socket>>();

  constructor(most = MOST) {
    this.#most = most;
  }

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      this.#enter(socket);
      // By then the socket does not say any more where it led to.
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
