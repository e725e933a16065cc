/**
 * A backup is one gzip file of JSON lines, with the same format for both databases:
 *
 *     {"gapBackup":1,"madeAt":…,"migrations":[…]}
 *     {"table":"files","columns":["sha256","size","bytes"]}
 *     ["2c26…",3,{"base64":"Zm9v"}]                      a row
 *     {"end":"files","rows":1,"sha256":…}                of the lines of its rows
 *     {"end":"backup","tables":1,"rows":1,"sha256":…}    of all lines before
 *
 * Each table follows the tables that its rows refer to.
 */
import type { StoredValue } from './rows.ts';

export const formatVersion = 1;

export type BackupHeader = {
  readonly gapBackup: number;
  /** UTC. */
  readonly madeAt: string;
  /** Migrations applied to the store, in order. */
  readonly migrations: readonly string[];
};
export type TableHead = { readonly table: string; readonly columns: readonly string[] };
export type TableEnd = { readonly end: string; readonly rows: number; readonly sha256: string };
export type BackupEnd = TableEnd & { readonly tables: number };

/** Value of `end` in the last line; no table has this name. */
export const wholeBackup = 'backup';

/** JSON cannot represent bytes, and turns -0 into 0 and non-finite numbers into null. */
export function encodeRow(row: readonly StoredValue[]): string {
  return JSON.stringify(
    row.map((value) => {
      if (value instanceof Uint8Array) {
        return { base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
      }
      const plain = typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0));
      return plain ? value : { number: Object.is(value, -0) ? '-0' : String(value) };
    }),
  );
}

export function decodeRow(row: readonly unknown[]): StoredValue[] {
  return row.map((value) => {
    if (value === null || typeof value !== 'object') return value as StoredValue;
    if ('base64' in value) return new Uint8Array(Buffer.from(String(value.base64), 'base64'));
    return Number((value as { number: string }).number);
  });
}
