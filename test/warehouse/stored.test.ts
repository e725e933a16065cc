import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeFile } from '../../src/warehouse/stored.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gap-stored-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const bytes = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 31) % 251);

describe.each([
  { held: 'in memory', most: bytes.length },
  { held: 'on the disk', most: bytes.length - 1 },
])('a file that is taken over and kept $held', ({ most }) => {
  it('loses its name, and its bytes are read whole and in pieces, again and again', () => {
    const path = join(folder, 'one');
    writeFileSync(path, bytes);
    const stored = takeFile(path, most);
    expect(readdirSync(folder)).toEqual([]);
    expect(stored.size).toBe(bytes.length);
    for (let time = 0; time < 2; time += 1) {
      expect(Buffer.compare(stored.read(), bytes)).toBe(0);
      // Each piece is valid until the next is taken, so it is copied.
      const pieces = Array.from(stored.pieces(), (piece) => Buffer.from(piece));
      expect(Buffer.compare(Buffer.concat(pieces), bytes)).toBe(0);
    }
  });
});
