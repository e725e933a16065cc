import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { largeForm, readForm, smallBody } from '../../../src/http/server/forms/form.ts';
import { fileOf } from '../../../src/http/server/forms/form-fields.ts';
import { openGate } from '../../../src/http/server/forms/gate.ts';
import { openBodyFolder } from '../../../src/http/server/forms/received-body.ts';
import { Problem } from '../../../src/problem/index.ts';

const under = mkdtempSync(join(tmpdir(), 'gap-form-'));
afterAll(() => rmSync(under, { recursive: true }));
const folder = openBodyFolder(under);
const shape = { fields: ['file', 'cycle'], repeated: ['section'] };
const limit = 10_000_000;

const app = new Hono();
const gate = openGate({ bytes: 40_000_000, waiting: 10 });
app.post('/small', smallBody, async (c) => c.json((await readForm(c, shape)).fields.map(({ name }) => name)));
app.post(
  '/large',
  largeForm({ gate, folder: folder.path }, limit, async (c) => c.text('too large', 413)),
  async (c) => {
    const file = fileOf(await readForm(c, shape), 'file')!;
    return c.json([
      file.name,
      file.size,
      Buffer.from(await file.bytes())
        .subarray(0, 3)
        .toString(),
    ]);
  },
);
app.onError((error, c) => {
  if (error instanceof Problem) return c.json({ code: error.code, where: error.where }, error.status as 400);
  throw error;
});

const multipart = (parts: string, boundary = 'x') => ({
  method: 'POST',
  body: parts,
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
});
const urlencoded = (body: string) => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
const part = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

describe.each(['/small', '/large'])('a form at %s', (path) => {
  it.each([
    ['an unknown field', part('county', 'XAA'), 400, 'field_unknown'],
    ['a field twice', part('cycle', 'a') + part('cycle', 'b'), 400, 'field_twice'],
    ['a text that is too long', part('cycle', 'y'.repeat(60_000)), 400, 'field_too_long'],
    ['a part for each of many bytes', '--x\r\n\r\n'.repeat(100_000), 413, 'form_too_long'],
    ['fields without end', part('section', 'A').repeat(9_000), 413, 'form_too_long'],
  ])('with %s is refused', async (_, body, status, code) => {
    const reply = await app.request(path, multipart(`${body}--x--\r\n`));
    expect([reply.status, await reply.json()]).toEqual([status, expect.objectContaining({ code })]);
    expect(readdirSync(under).flatMap((name) => readdirSync(join(under, name)))).toEqual([]);
  });

  it('that its client breaks off is a fault of the form and no incident', async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull: (stream) => (sent++ < 3 ? stream.enqueue(Buffer.from('cycle=a&')) : stream.error(new Error('aborted'))),
    });
    const init = { ...urlencoded(''), body, duplex: 'half' } as RequestInit;
    const reply = await app.request(path, init);
    expect([reply.status, await reply.json()]).toEqual([400, { code: 'form_unreadable', where: 'body' }]);
  });

  it('without end is refused at its limit, whether or not it states its size', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull: (stream) => {
        sent += 100_000;
        stream.enqueue(Buffer.alloc(100_000, 'a'));
      },
    });
    const init = { ...urlencoded(''), body: endless, duplex: 'half' } as RequestInit;
    expect((await app.request(path, init)).status).toBe(413);
    expect(sent).toBeLessThan(limit + 1_000_000);
    const stated = { ...urlencoded('a'), headers: { ...urlencoded('').headers, 'content-length': '90000000' } };
    expect((await app.request(path, stated)).status).toBe(413);
  });

  it('names the field', async () => {
    const reply = await app.request(path, urlencoded('cycle=a&county=XAA'));
    expect(await reply.json()).toEqual({ code: 'field_unknown', where: 'field "county"' });
  });

  it('with a million fields is not parsed', async () => {
    const reply = await app.request(path, urlencoded('a&'.repeat(400_000)));
    expect(await reply.json()).toMatchObject({ code: 'form_too_long' });
  });
});

it('a field that is declared as repeatable may occur twice', async () => {
  expect(await (await app.request('/small', urlencoded('cycle=a&section=A&section=B'))).json()).toHaveLength(3);
});

it.each([10, 250_000, 300_000, 9_000_000])(
  'a file of %d bytes is received completely, and leaves no temporary file',
  async (size) => {
    const form = new FormData();
    form.set('file', new Blob(['abc'.repeat(size / 3 + 1).slice(0, size)]), 'réponse.xlsx');
    const reply = await app.request('/large', { method: 'POST', body: form });
    expect(await reply.json()).toEqual(['réponse.xlsx', size, 'abc']);
    expect(readdirSync(under).flatMap((name) => readdirSync(join(under, name)))).toEqual([]);
  },
);

it('a request waits until others have released memory, in order of arrival', async () => {
  const gate = openGate({ bytes: 10, waiting: 2 });
  const order: string[] = [];
  const enter = async (name: string, weight: number) => {
    const leave = await gate.enter(weight);
    order.push(name);
    return leave;
  };
  const first = await enter('first', 8);
  const waiting = [enter('second', 100), enter('third', 1)];
  await expect(gate.enter(1)).rejects.toMatchObject({ code: 'server_busy', status: 503 });
  expect(order).toEqual(['first']);
  first();
  first();
  const second = await waiting[0]!;
  expect(order).toEqual(['first', 'second']);
  second();
  await waiting[1];
  expect(order).toEqual(['first', 'second', 'third']);
});
