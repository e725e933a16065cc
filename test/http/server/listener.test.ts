import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { uploadLimit } from '../../../src/collection/index.ts';
import { securityHeaders } from '../../../src/http/server/headers.ts';
import { type Listener, openListener, requestLimits } from '../../../src/http/server/listener.ts';

const ready = 'a page that is ready';
let listener: Listener;
afterEach(() => listener.stop(0));

/** Starts the real server on a socket; `/slow` answers when `finish` is called. */
async function listen(limits?: {
  silent: number;
  whole: number;
}): Promise<{ finish: () => void; reached: Promise<void> }> {
  let [finish, reach] = [() => {}, () => {}];
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  listener = await openListener({
    host: '127.0.0.1',
    port: 0,
    ...(limits && { limits }),
    fetch: async (request) => {
      if (request.url.endsWith('/slow') || request.method === 'POST') reach();
      if (request.url.endsWith('/slow')) await finished;
      const body = request.method === 'POST' ? await request.text() : 'a page of a route';
      return new Response(body.slice(0, 100), { headers: { 'x-bytes': String(body.length) } });
    },
    sendReady: (asked, answer) => {
      if (asked.url !== '/ready') return false;
      answer.end(ready);
      return true;
    },
  });
  return { finish, reached };
}

const open = async (): Promise<Socket> => {
  const socket = connect(listener.port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
};

/** Everything received until the connection ends. */
async function answerTo(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  await once(socket, 'close');
  return text;
}

async function send(text: string): Promise<string> {
  const socket = await open();
  const answer = answerTo(socket);
  socket.write(text);
  return answer;
}

const get = (path: string, ...lines: string[]) =>
  [`GET ${path} HTTP/1.1`, ...lines, 'Connection: close', '', ''].join('\r\n');

describe('the server', () => {
  it('serves a prepared page only for a valid Host header', async () => {
    await listen();
    expect(await send(get('/ready', 'Host: localhost:1'))).toContain(ready);
    expect(await send(get('/ready', 'Host: [::1]:8080'))).toContain(ready);
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '',
      'a b',
      '127.0.0.1@evil.example',
    ]) {
      expect(await send(get('/ready', `Host: ${host}`)), host).not.toContain(ready);
    }
    expect(await send(get('/ready'))).not.toContain(ready);
    expect(await send('GET /ready HTTP/1.0\r\n\r\n')).not.toContain(ready);
  });

  it.each([
    ['data that is not HTTP', 'hello\r\n\r\n', 400],
    [
      'two Content-Length headers',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    ['headers that are too large', get('/', 'Host: localhost', `X: ${'x'.repeat(20_000)}`), 431],
    ['no Host', get('/'), 400],
    ['an invalid address', get('//\\', 'Host: localhost'), 400],
    ['an unsupported expectation', get('/', 'Host: localhost', 'Expect: a miracle'), 417],
    ['a page of a route', get('/page', 'Host: localhost'), 200],
  ])('sends security headers in response to %s', async (_, request, status) => {
    await listen();
    const answer = await send(request);
    expect(answer.split('\r\n')[0]).toContain(` ${status} `);
    for (const [name, value] of Object.entries(securityHeaders)) {
      expect(answer.toLowerCase(), name).toContain(`${name}: ${value}`.toLowerCase());
    }
  });

  it('keeps idle connections open longer than proxies do, so that no request meets a closing connection', async () => {
    await listen();
    const socket = await open();
    socket.write('GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [answer] = await once(socket, 'data');
    const seconds = Number(/keep-alive: timeout=(\d+)/i.exec(String(answer))?.[1]);
    expect(seconds).toBeGreaterThan(60);
    socket.destroy();
  });

  it('finishes a request in progress when it stops, and accepts no other', async () => {
    const { finish, reached } = await listen();
    const socket = await open();
    const answer = answerTo(socket);
    socket.write('GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await reached;
    let stopped = false;
    const stopping = listener.stop(3_600).then(() => {
      stopped = true;
    });
    await expect(open()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(stopped).toBe(false);
    finish();
    expect(await answer).toContain('a page of a route');
    await stopping;
  });

  it('receives an upload in progress completely when it stops', async () => {
    const { reached } = await listen();
    const socket = await open();
    const answer = answerTo(socket);
    const size = 5_000_000;
    socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${size}\r\n\r\n${'a'.repeat(1_000)}`);
    await reached;
    const stopping = listener.stop(3_600);
    socket.write('b'.repeat(size - 1_000));
    expect(await answer).toContain(`x-bytes: ${size}`);
    await stopping;
  });

  it('receives a file of the permitted size from a slow line, and ends a request that stopped arriving', async () => {
    const bitsPerSecond = 16_000;
    expect((8 * uploadLimit) / bitsPerSecond).toBeLessThan(requestLimits.whole / 1_000);
    await listen({ silent: 400, whole: requestLimits.whole });
    const [slow, silent] = [await open(), await open()];
    const answers = [answerTo(slow), answerTo(silent)];
    const pieces = 10;
    for (const socket of [slow, silent]) {
      socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${pieces}\r\n\r\n`);
    }
    for (let sent = 0; sent < pieces; sent += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      slow.write('a');
    }
    const [whole, cut] = await Promise.all(answers);
    expect(whole).toContain(`x-bytes: ${pieces}`);
    expect(cut).toBe('');
  });

  it('ends requests after the grace period, and closes idle connections at once', async () => {
    const { reached } = await listen();
    const [idle, slow] = [await open(), await open()];
    const closed = Promise.all([answerTo(idle), answerTo(slow)]);
    slow.write('GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await reached;
    await listener.stop(0.1);
    expect(await closed).toEqual(['', '']);
  });
});
