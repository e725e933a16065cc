import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readMultipart } from '../../../src/http/server/forms/multipart.ts';
import { receiveBody } from '../../../src/http/server/forms/received-body.ts';

const folder = mkdtempSync(join(tmpdir(), 'gap-multipart-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(contentType: string, pieces: readonly Uint8Array[]) {
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const body = await receiveBody(stream, { contentType, limit: 10_000_000, folder: () => folder });
  try {
    const { fields } = await readMultipart(contentType, body, 50_000);
    return await Promise.all(
      fields.map(async ({ name, text, file }) =>
        file === undefined
          ? [name, text]
          : [name, file.name, file.size, Buffer.from(await file.bytes()).toString('hex')],
      ),
    );
  } finally {
    await body.drop();
  }
}

const cut = (bytes: Uint8Array, at: readonly number[]) => {
  const places = [0, ...at.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
};

/** Bytes that are likely to contain fragments of the boundary. */
const tricky = fc.array(fc.constantFrom('\r', '\n', '\r\n', '-', '--', 'x', '--x', '\0', 'é'), { maxLength: 40 });
const field = fc.record({
  name: fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.replace(/[\r\n]/g, '_')),
  content: tricky.map((texts) => texts.join('')),
  fileName: fc.option(fc.string().map((text) => text.replace(/[\r\n\\]/g, '_'))),
});

describe('a multipart form', () => {
  it('is parsed like FormData of the platform, for any split into chunks', async () => {
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 6 }), cuts, async (fields, at) => {
        const form = new FormData();
        for (const { name, content, fileName } of fields) {
          if (fileName === null) form.append(name, content);
          else form.append(name, new Blob([content]), fileName);
        }
        const sent = new Response(form);
        const contentType = sent.headers.get('content-type')!;
        const bytes = new Uint8Array(await sent.arrayBuffer());
        const expected = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
        const wanted = [];
        for (const [name, value] of expected) {
          wanted.push(
            typeof value === 'string'
              ? [name, value]
              : [name, value.name, value.size, Buffer.from(await value.arrayBuffer()).toString('hex')],
          );
        }
        expect(await read(contentType, cut(bytes, at))).toEqual(wanted);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps a boundary-like line within a file as part of the file', async () => {
    const body = '--x\r\ncontent-disposition: form-data; name="f"; filename="a"\r\n\r\nab--x\r\n--\r\n--x--\r\n';
    expect(await read('multipart/form-data; boundary=x', [Buffer.from(body)])).toEqual([
      ['f', 'a', 9, Buffer.from('ab--x\r\n--').toString('hex')],
    ]);
  });

  it.each([
    ['that ends within a file', '--x\r\ncontent-disposition: form-data; name="f"; filename="a"\r\n\r\nab'],
    ['without its last line', '--x\r\ncontent-disposition: form-data; name="f"\r\n\r\nab\r\n--x\r\n'],
    ['with a part that has no name', '--x\r\ncontent-disposition: form-data\r\n\r\nab\r\n--x--\r\n'],
    ['with a part without headers', '--x\r\n\r\nab\r\n--x--\r\n'],
    [
      'with an encoded file',
      '--x\r\ncontent-disposition: form-data; name="f"\r\ncontent-transfer-encoding: base64\r\n\r\nab\r\n--x--\r\n',
    ],
    ['that continues after its last line', '--x--\r\n--x--\r\n'],
    ['with a longer separator', '--xy\r\ncontent-disposition: form-data; name="f"\r\n\r\nab\r\n--xy--\r\n'],
    [
      'with endless headers',
      `--x\r\ncontent-disposition: form-data; name="${'f'.repeat(9_000)}"\r\n\r\nab\r\n--x--\r\n`,
    ],
    ['with nothing', ''],
  ])('%s cannot be read', async (_, body) => {
    await expect(read('multipart/form-data; boundary=x', [Buffer.from(body)])).rejects.toMatchObject({
      code: 'form_unreadable',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('supports file names in the extended notation (filename*)', async () => {
    const body = `--x\r\nContent-Disposition: form-data; name="f"; filename*=utf-8''r%C3%A9ponse.xlsx\r\n\r\nab\r\n--x--\r\n`;
    expect((await read('multipart/form-data; boundary="x"', [Buffer.from(body)]))[0]![1]).toBe('réponse.xlsx');
  });
});
