/** The HTTP server itself: it sends finished pages, passes other requests to the routes, and shuts down gracefully. */
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { getRequestListener } from '@hono/node-server';
import { Problem } from '../../problem/index.ts';
import { type Asks, asksOf } from './body.ts';
import { securityHeaders } from './headers.ts';
import { isOwnHost } from './loopback.ts';

/**
 * Responds if the response is ready, possibly after checking the store. @returns false if a route must handle the
 * request
 */
export type SendReady = (asked: IncomingMessage, answer: ServerResponse, asks: Asks) => boolean | Promise<boolean>;

export type Listener = {
  readonly port: number;
  /**
   * Accepts no more connections and waits for pending requests; those that take longer than `seconds` are aborted.
   * Idle connections are closed at once.
   */
  readonly stop: (seconds: number) => Promise<void>;
};

export type ListenerParts = {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /**
   * True if other processes of this server listen at the same port, so that the system distributes connections
   * (Linux).
   */
  readonly sharesPort?: boolean;
  readonly fetch: Parameters<typeof getRequestListener>[0];
  readonly sendReady: SendReady;
  readonly limits?: { readonly silent: number; readonly whole: number };
};

const headerPairs = Object.entries(securityHeaders);
const idlePollMilliseconds = 20;
/**
 * Keep-alive timeout. Node's 5 s end a connection while a person chooses a file, and proxies keep theirs for 60 s: a
 * request sent at the moment of the end is lost with the connection.
 */
const keepAliveMilliseconds = 75_000;
/**
 * Limits of a request that arrives slowly, in milliseconds. Node's default is 5 minutes for the whole request: a file
 * of the permitted size would never arrive on a line slower than 270 kbit/s, however often it is uploaded.
 */
export const requestLimits = {
  /** Nothing was received or sent. */
  silent: 300_000,
  /** Until all of it has arrived: 10 MB on a line of 12 kbit/s. Bytes sent one at a time keep no connection longer. */
  whole: 7_200_000,
} as const;

/** @throws Problem `port_taken` if another program listens, `address_not_given` */
export async function openListener({
  host,
  port,
  sharesPort = false,
  fetch,
  sendReady,
  limits = requestLimits,
}: ListenerParts): Promise<Listener> {
  const route = openRoute(fetch);
  let stopping = false;
  // A request without a Host header is answered by the routes with their headers, and not by Node without them.
  const server = createServer({ requireHostHeader: false, requestTimeout: limits.whole }, (asked, answer) => {
    if (stopping) answer.setHeader('connection', 'close');
    const toRoute = () => {
      // Also on responses of the adapter itself, such as 400 for an invalid address.
      for (const [name, value] of headerPairs) answer.setHeader(name, value);
      void route().then((send) => send(asked, answer));
    };
    const asks = asksOf(asked);
    const sent = isOwnHost(asks.host) && sendReady(asked, answer, asks);
    if (sent === true) return;
    if (sent === false) toRoute();
    else void sent.then((done) => done || toRoute(), toRoute);
  });
  server.keepAliveTimeout = keepAliveMilliseconds;
  server.timeout = limits.silent;
  server.on('clientError', answerUnreadable);
  server.on('checkExpectation', (_, answer: ServerResponse) => void answer.writeHead(417, securityHeaders).end());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenProblem(error, host, port)));
    server.listen({ port, host, reusePort: sharesPort }, resolve);
  });
  return {
    port: (server.address() as { port: number }).port,
    stop: (seconds) => {
      stopping = true;
      return new Promise((resolve) => {
        const late = setTimeout(() => server.closeAllConnections(), seconds * 1_000);
        // A connection becomes idle when its last response was sent.
        const idle = setInterval(() => server.closeIdleConnections(), idlePollMilliseconds);
        server.close(() => {
          clearTimeout(late);
          clearInterval(idle);
          resolve();
        });
      });
    },
  };
}

/** Loaded with the first request that is not sent at once, since a server sends stored pages before it is complete. */
function openRoute(fetch: ListenerParts['fetch']): () => Promise<ReturnType<typeof getRequestListener>> {
  let route: Promise<ReturnType<typeof getRequestListener>> | null = null;
  return () => {
    route ??= import('@hono/node-server').then((adapter) => adapter.getRequestListener(fetch));
    return route;
  };
}

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Data that is not HTTP reaches no route. A client that disconnected gets no response, which is not an incident. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  const { _httpMessage: answering } = socket as Duplex & { _httpMessage?: ServerResponse | null };
  if (!socket.writable || error.code === 'ECONNRESET' || answering?.headersSent) {
    socket.destroy();
    return;
  }
  const status = statuses[error.code ?? ''] ?? 400;
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'content-length: 0',
    ...headerPairs.map(([name, value]) => `${name}: ${value}`),
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n`);
}

/** The problem of why it cannot listen there. */
export const listenProblem = (error: NodeJS.ErrnoException, host: string, port: number): Problem =>
  error.code === 'EADDRINUSE'
    ? new Problem('port_taken', 'PORT', { host, port })
    : new Problem('address_not_given', 'HOST and PORT', { host, port }, { cause: error });
