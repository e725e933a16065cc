/** Reports from the process of a benchmark to the one that runs them all. */
import process from 'node:process';
import { cells, type Row } from './row.ts';

export type Measured = { readonly row: Row };

/** Prints rows as they arrive, and sends them to the parent process. */
export async function report(rows: AsyncIterable<Row> | Iterable<Row>): Promise<void> {
  for await (const row of rows) {
    process.stdout.write(`${cells(row).filter(Boolean).join('  ')}\n`);
    process.send?.({ row } satisfies Measured);
  }
  if (process.connected) process.disconnect();
}
