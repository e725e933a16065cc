/**
 * Asks for one address over and over on kept connections, and counts the replies.
 *
 * The first reply is read whole; the others are counted by its length, so that counting costs next to nothing and
 * bodies of any size are asked for at the same price.
 */
import { connect, type Socket } from 'node:net';

export type Load = { readonly perSecond: number; readonly bytes: number; readonly status: string };

/** @param headers - lines of the request after its first, such as `accept-encoding: br` */
export async function load(
  address: string,
  headers: readonly string[],
  { connections = 32, seconds = 2 } = {},
): Promise<Load> {
  const { hostname, port, pathname } = new URL(address);
  const request = Buffer.from(
    `GET ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`,
  );
  const open = () =>
    new Promise<Socket>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => resolve(socket))
        .once('error', reject)
        .setNoDelay(true);
    });
  const { length, status } = await firstReply(await open(), request);
  const sockets = await Promise.all(Array.from({ length: connections }, open));
  let replies = 0;
  let counting = true;
  const started = process.hrtime.bigint();
  for (const socket of sockets) {
    let left = length;
    socket.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left > 0 || !counting) return;
      replies += 1;
      left += length;
      socket.write(request);
    });
    socket.write(request);
  }
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  counting = false;
  const elapsed = Number(process.hrtime.bigint() - started) / 1e9;
  for (const socket of sockets) socket.destroy();
  return { perSecond: replies / elapsed, bytes: length, status };
}

async function firstReply(socket: Socket, request: Buffer): Promise<{ length: number; status: string }> {
  let text = Buffer.alloc(0);
  socket.write(request);
  for await (const chunk of socket) {
    text = Buffer.concat([text, chunk as Buffer]);
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) continue;
    const head = text.subarray(0, end).toString('latin1');
    const length = end + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (text.length >= length) return { length, status: head.split(' ')[1]! };
  }
  throw new Error('the server closed before its first reply');
}

if (process.send) {
  process.on('message', async ([address, headers, settings]: [string, string[], object]) => {
    process.send!(await load(address, headers, settings));
  });
}
