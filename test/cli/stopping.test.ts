import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openStore, uploads } from '../../src/state/index.ts';
import { root } from '../house/source.ts';

it('a server that is stopped finishes the upload in progress, then exits with code 0', async () => {
  const { server, address, folder, reported } = await startServer();
  // A client that disconnects in the middle of a form is not an incident.
  const left = connect(Number(address.port), '127.0.0.1');
  await once(left, 'connect');
  const head = (size: number) =>
    `POST /en/upload HTTP/1.1\r\nHost: ${address.host}\r\nOrigin: ${address.origin}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${size}\r\nExpect: 100-continue\r\n\r\n`;
  left.write(`${head(1_000)}--x\r\n`);
  // "100 Continue": the server has started to read the request.
  await once(left, 'data');
  left.destroy();

  const body = `--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n${'a'.repeat(600_000)}\r\n--x--\r\n`;
  const sending = connect(Number(address.port), '127.0.0.1');
  await once(sending, 'connect');
  sending.write(head(body.length) + body.slice(0, 1_000));
  const [begun] = await once(sending, 'data');
  expect(String(begun)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  let reply = '';
  sending.on('data', (text) => {
    reply += text;
  });
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  while (await answers(address)) await setImmediate();
  sending.write(body.slice(1_000));
  await once(sending, 'close');
  expect(reply.split('\r\n')[0]).toBe('HTTP/1.1 201 Created');
  expect(await ended).toEqual([0, null]);
  expect(reported()).not.toMatch(/incident/);
  const store = await openStore({ databaseUrl: null, folder });
  onTestFinished(() => store.close());
  const { upload } = JSON.parse(reply.slice(reply.indexOf('{'), reply.lastIndexOf('}') + 1)) as { upload: string };
  expect((await uploads.bytes(store.connection, upload))?.length).toBe(600_000);
});

it('a second signal ends it at once, even during an upload', async () => {
  const { server, address } = await startServer();
  const sending = connect(Number(address.port), '127.0.0.1');
  sending.on('error', () => undefined);
  await once(sending, 'connect');
  sending.write(
    `POST /en/upload HTTP/1.1\r\nHost: ${address.host}\r\nOrigin: ${address.origin}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x\r\n`,
  );
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  // Refused connections show that the first signal was received; the server now waits for the upload.
  while (await answers(address)) await setImmediate();
  expect(server.exitCode).toBeNull();
  server.kill('SIGTERM');
  expect(await ended).toEqual([null, 'SIGTERM']);
});

const answers = (address: URL): Promise<boolean> =>
  fetch(address).then(
    () => true,
    () => false,
  );

/** Starts a server as a child process in a new folder, with a grace period of one hour for uploads. */
async function startServer() {
  const folder = mkdtempSync(join(tmpdir(), 'gap-stopping-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await (await openStore({ databaseUrl: null, folder })).close();
  const script = join(root, 'bin/start.mjs');
  const flags = ['--disallow-code-generation-from-strings', '--disable-warning=ExperimentalWarning'];
  const env = { ...process.env, GAP_DATA: folder, PORT: '0', GAP_STOP_SECONDS: '3600' };
  const server = spawn(process.execPath, [...flags, script, 'serve'], { env });
  onTestFinished(() => void server.kill('SIGKILL'));
  let reported = '';
  const address = await new Promise<URL>((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${reported}`)));
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (text) => {
        reported += text;
        const found = /http:\/\/\S+/.exec(reported);
        if (found) resolve(new URL(found[0]));
      });
    }
  });
  return { server, address, folder, reported: () => reported };
}
