import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFileOf, wasmCodeOf, wasmModules } from '../../packaging/wasm.ts';
import { sortByValue, sortingRoom } from '../../src/statistics/numeric/sorting.ts';
import { openSums } from '../../src/statistics/numeric/weighted-sum.ts';

describe('weighted sums', () => {
  it('are added in the order of the rows, with identical bits, for any number of units, rows and sets', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const size = fc.record({
      units: fc.integer({ min: 0, max: 40 }),
      rows: fc.integer({ min: 1, max: 9 }),
      sets: fc.integer({ min: 1, max: 5 }),
      isPacked: fc.boolean(),
    });
    fc.assert(
      fc.property(
        size,
        fc.infiniteStream(number),
        fc.infiniteStream(fc.nat()),
        ({ units, rows, sets, isPacked }, numbers, places) => {
          const next = () => numbers.next().value as number;
          const table = Array.from({ length: rows }, () => Array.from({ length: units }, next));
          // A row may be summed twice or not at all; two lists are tested.
          const lists = [rows, 2].map((count) =>
            Array.from({ length: count }, () => (places.next().value as number) % rows),
          );
          const room = openSums({ rows, units, sets, listed: rows + 2, isPacked });
          for (const [at, row] of table.entries()) room.put(at, Float64Array.from(row));
          const known = lists.map((list) => room.list(list));
          for (const [which, list] of lists.entries()) {
            const weights = Array.from({ length: sets }, () => list.map(next));
            for (const [set, own] of weights.entries()) room.weights.set(own, set * list.length);
            room.sum(known[which]!, sets);
            for (const [set, own] of weights.entries())
              for (let unit = 0; unit < units; unit += 1) {
                let sum = 0;
                for (const [place, row] of list.entries()) sum += own[place]! * table[row]![unit]!;
                expect(room.sums[set * room.stride + unit]).toBe(sum);
              }
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('have a row stride that is not a power of two, where there are many units', () => {
    for (const units of [1024, 2048, 4096])
      expect((openSums({ rows: 1, units, sets: 1, listed: 1 }).stride / 16) % 2).toBe(1);
  });
});

describe('WebAssembly modules', () => {
  it.each(wasmModules)('%s is the output of npm run wasm for its text', async (name) => {
    expect(readFileSync(codeFileOf(name), 'utf8')).toBe(await wasmCodeOf(name));
  });
});

describe('units sorted by value', () => {
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: 0, max: 100, noNaN: true }) },
    // Ties, signed zeros, long tails and infinite values.
    {
      weight: 3,
      arbitrary: fc.constantFrom(50, 0, -0, 1e-300, 1e300, -1e300, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  );

  it('are in the order of a stable sort, with missing values last', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300, size: 'max' }), (values) => {
        const room = sortingRoom(values.length);
        const there = sortByValue(Float64Array.from(values), room);
        const order = room.buckets.order.subarray(0, values.length);
        const plain = [...values.keys()]
          .filter((unit) => !Number.isNaN(values[unit]!))
          .sort((a, b) => compare(values[a]!, values[b]!));
        expect(there).toBe(plain.length);
        expect([...order.subarray(0, there)]).toEqual(plain);
        expect([...room.buckets.sorted.subarray(0, there)]).toEqual(plain.map((unit) => values[unit]));
        expect([...order.subarray(there)].every((unit) => Number.isNaN(values[unit]!))).toBe(true);
        expect([...order].sort((a, b) => a - b)).toEqual([...values.keys()]);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['lie far apart', (at: number) => 1.1 ** at],
    ['lie all but one together', (at: number) => (at === 0 ? 1e9 : at % 7)],
    ['are all one', () => 3],
    ['are spread evenly', (at: number) => (at * 7919) % 1000],
  ])('are in that order also where many %s', (_, of) => {
    const values = Float64Array.from({ length: 5000 }, (_none, at) => of(at));
    const room = sortingRoom(values.length);
    sortByValue(values, room);
    expect([...room.buckets.order.subarray(0, values.length)]).toEqual(
      [...values.keys()].sort((a, b) => compare(values[a]!, values[b]!)),
    );
  });
});

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
