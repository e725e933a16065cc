/** Reads a table of replications by unit: its columns are far apart in memory. */

import { returnTables } from '../numeric/memory.ts';

/** Tiles that are turned at a time: a few lines of the cache in each of a few replications. */
const tile = { units: 32, replications: 16 } as const;

/**
 * Calls `take` for each unit with its values over the replications.
 *
 * @param table - shape [replication × unit]
 * @param count - number of units
 * @param take - receives the values in the order of the replications, in a buffer that it may overwrite and that is valid
 *   until it returns
 */
export function eachColumn(
  table: Float64Array | Uint16Array | Uint32Array,
  count: number,
  take: (values: Float64Array, unit: number) => void,
): void {
  const replications = count === 0 ? 0 : table.length / count;
  const own = new Float64Array(tile.units * replications);
  for (let first = 0; first < count; first += tile.units) {
    const units = Math.min(tile.units, count - first);
    for (let from = 0; from < replications; from += tile.replications) {
      const to = Math.min(replications, from + tile.replications);
      for (let at = 0; at < units; at += 1)
        for (let row = from, place = from * count + first + at; row < to; row += 1, place += count)
          own[at * replications + row] = table[place]!;
    }
    for (let at = 0; at < units; at += 1) take(own.subarray(at * replications, (at + 1) * replications), first + at);
  }
  returnTables(own);
}

/** Units whose scores of one replication are next to each other: two lines of memory. */
const beside = 16;

/**
 * Writes some replications to a table of which each row is a unit.
 *
 * @param found - scores of consecutive replications, each of shape [unit]
 * @param table - shape [unit × replication]
 * @param first - replication of the first of them
 */
export function turn(found: readonly Float64Array[], table: Float64Array, first: number, replications: number): void {
  const units = table.length / replications;
  for (let start = 0; start < units; start += beside) {
    const end = Math.min(units, start + beside);
    for (let at = 0; at < found.length; at += 1) {
      const own = found[at]!;
      for (let unit = start, place = start * replications + first + at; unit < end; unit += 1, place += replications)
        table[place] = own[unit]!;
    }
  }
}
