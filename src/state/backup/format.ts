/**
 * A backup is one gzip file of lines of JSON, the same for both databases:
 *
 *     {"gapBackup":1,"madeAt":…,"migrations":[…]}
 *     {"table":"files","columns":["sha256","size","bytes"]}
 *     ["2c26…",3,{"base64":"Zm9v"}]                      a row
 *     {"end":"files","rows":1,"sha256":…}                of the lines of its rows
 *     {"end":"backup","tables":1,"rows":1,"sha256":…}    of all lines before
 *
 * Tables follow the ones that their rows refer to.
 */
import type { StoredValue } from './rows.ts';

export const formatVersion = 1;

export type BackupHeader = {
  readonly gapBackup: number;
  /** UTC. */
  readonly madeAt: string;
  /** Applied to the store, in the order in which they were applied. */
  readonly migrations: readonly string[];
};
export type TableHead = { readonly table: string; readonly columns: readonly string[] };
export type TableEnd = { readonly end: string; readonly rows: number; readonly sha256: string };
export type BackupEnd = TableEnd & { readonly tables: number };

/** Name of the last line's `end`; no table has it. */
export const wholeBackup = 'backup';

/** JSON has no bytes, and turns -0 into 0 and what is not finite into null. */
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
