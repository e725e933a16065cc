/** The small COINr case of test/golden/coinr, read as columns. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect } from 'vitest';

const folder = join(import.meta.dirname, '../golden/coinr');

export type GoldenTable = {
  readonly units: readonly string[];
  readonly column: (name: string) => (number | null)[];
  readonly names: readonly string[];
  readonly text: (name: string) => string[];
};

/** One file of the case; an empty cell is null. */
export function golden(file: string): GoldenTable {
  const [head, ...rows] = parse(readFileSync(join(folder, `${file}.csv`), 'utf8')) as string[][];
  const place = (name: string) => {
    const found = head!.indexOf(name);
    if (found < 0) throw new Error(`${file}.csv has no column ${name}`);
    return found;
  };
  return {
    units: rows.map((row) => row[0]!),
    names: head!.slice(1),
    text: (name) => rows.map((row) => row[place(name)]!),
    column: (name) => rows.map((row) => (row[place(name)] === '' ? null : Number(row[place(name)]))),
  };
}

/** Equal to a relative 1e-10, null exactly where null is expected. */
export function expectAgreement(
  found: readonly (number | null)[],
  expected: readonly (number | null)[],
  of: string,
): void {
  expect(
    found.map((value) => value === null),
    `${of}: gaps`,
  ).toEqual(expected.map((value) => value === null));
  found.forEach((value, place) => {
    const wanted = expected[place]!;
    if (value === null) return;
    const distance = Math.abs(value - wanted);
    expect(
      distance <= 1e-10 * Math.max(Math.abs(wanted), 1e-6),
      `${of}, row ${place + 1}: ${value} for ${wanted}`,
    ).toBe(true);
  });
}
