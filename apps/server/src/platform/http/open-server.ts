import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { IdleSockets } from './idle-sockets.ts';
import { onClientError, onUnknownExpectation } from './client-error.ts';
import { continueWhenRead } from './late-continue.ts';
import { withRequestTarget } from './request-target.ts';

/** Keep-alive timeout in milliseconds: longer than that of proxies, so that none sends on a connection that is being closed. */
const KEEP_ALIVE_MS = 75_000;
/** Milliseconds from the first byte to the last header, and to the end of the body; also before any byte was sent. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 60_000;
/** How often those are checked, milliseconds. */
const CHECK_EVERY_MS = 2_000;
/** Milliseconds without any traffic: a response that is not read, or a stalled body. Streams send something every 15 s. */
const STILL_MS = 60_000;
/** Milliseconds for the rest of a body that is no longer read to arrive. */
const UNREAD_MS = 2_000;
/** Open connections; more are refused immediately, instead of running out of file descriptors. */
const MAX_CONNECTIONS = 10_000;

interface ServerOptions {
  /** Whether connections come from a proxy, which keeps many open for all and bounds them by itself. */
  behindProxy?: boolean;
}

/** The HTTP server with all its limits on the size and duration of connections. */
export function openServer(handle: RequestListener, { behindProxy = false }: ServerOptions = {}): Server {
  const idle = new IdleSockets();
  const onRequest = withRequestTarget((req, res) => {
    res.once('finish', () => closeUnread(req));
    handle(req, res);
  });
  const listener = behindProxy ? onRequest : idle.whileHandled(onRequest);
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: CHECK_EVERY_MS,
    },
    listener,
  );
  if (!behindProxy) idle.watch(server);
  server.timeout = STILL_MS;
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', onClientError);
  server.on('checkContinue', (req, res) => {
    continueWhenRead(req, res);
    server.emit('request', req, res);
  });
  server.on('checkExpectation', onUnknownExpectation);
  return server;
}

/** Does not wait for a body that was answered before it was read: small ones have arrived by then, others keep the connection busy. */
function closeUnread(req: IncomingMessage): void {
  if (req.complete) return;
  setTimeout(() => {
    if (!req.complete) req.socket.destroy();
  }, UNREAD_MS).unref();
}
