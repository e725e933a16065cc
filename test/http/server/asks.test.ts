import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { type Asks, asksOf } from '../../../src/http/server/body.ts';

let seen: { asks: Asks; headers: NodeJS.Dict<string | string[]> };
const server = createServer((asked, answer) => {
  seen = { asks: asksOf(asked), headers: asked.headers };
  answer.end();
}).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
afterAll(() => server.close());

async function ask(headers: readonly string[]): Promise<typeof seen> {
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) =>
    request({ port, host: '127.0.0.1', headers })
      .end()
      .once('response', (answer) => answer.resume().once('end', resolve)),
  );
  return seen;
}

it.each([
  ['in upper or lower case', ['HOST', 'localhost', 'Accept-Encoding', 'br', 'IF-NONE-MATCH', '"a"']],
  [
    'among others',
    [
      'host',
      'localhost',
      'user-agent',
      'x',
      'accept',
      '*/*',
      'accept-encoding',
      'gzip, br;q=0.5',
      'x-unlikely-12',
      'y',
    ],
  ],
  ['left out', ['host', 'localhost']],
  [
    'twice',
    [
      'host',
      'localhost',
      'accept-encoding',
      'gzip',
      'accept-encoding',
      'br',
      'if-none-match',
      '"a"',
      'if-none-match',
      '"b"',
    ],
  ],
  ['twice, of which Node uses one', ['host', 'localhost', 'host', 'example.org', 'accept-encoding', 'br']],
])('headers %s are read as Node reads them', async (_, headers) => {
  const { asks, headers: known } = await ask(headers);
  expect(asks).toEqual({ host: known.host, accepts: known['accept-encoding'], has: known['if-none-match'] });
});
