import { expect, it } from 'vitest';
import { makeBody } from '../../../src/http/server/body.ts';
import { openFileCache } from '../../../src/http/server/file-cache.ts';

const content = Buffer.from('country,score\nXAA,50\n');
let made = 0;
const make = async () => {
  made += 1;
  return { content, body: await makeBody(content, 'text/csv') };
};

it('a file is compressed once for all simultaneous and later requests', async () => {
  made = 0;
  const cache = openFileCache(1_000);
  const all = await Promise.all(Array.from({ length: 50 }, () => cache.get(1, 'r/scores.csv', make)));
  all.push(await cache.get(1, 'r/scores.csv', make));
  expect([made, new Set(all).size]).toEqual([1, 1]);
});

it('no cached file is sent after the public releases have changed', async () => {
  made = 0;
  const cache = openFileCache(1_000);
  await cache.get(1, 'r/scores.csv', make);
  const withdrawn = new Error('withdrawn');
  await expect(cache.get(2, 'r/scores.csv', () => Promise.reject(withdrawn))).rejects.toBe(withdrawn);
  await cache.get(2, 'r/scores.csv', make);
  expect(made).toBe(2);
});

it('a file that was being compressed when the public releases changed is not cached', async () => {
  made = 0;
  const cache = openFileCache(1_000);
  const before = cache.get(1, 'r/scores.csv', make);
  await Promise.all([before, cache.get(2, 'r/scores.csv', make)]);
  await cache.get(1, 'r/scores.csv', make);
  expect(made).toBe(3);
});

it('the least recently used file is evicted first, and one larger than the cache is never cached', async () => {
  made = 0;
  const body = await makeBody(content, 'text/csv');
  const size = content.length + body.sent.br.bytes.length + body.sent.gzip.bytes.length;
  const cache = openFileCache(2 * size);
  for (const key of ['a', 'b', 'a', 'c', 'a']) await cache.get(1, key, make);
  expect(made).toBe(3);
  await cache.get(1, 'b', make);
  expect(made).toBe(4);
  const small = openFileCache(size - 1);
  for (const key of ['a', 'a']) await small.get(1, key, make);
  expect(made).toBe(6);
});
