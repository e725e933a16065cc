/** Compares tables of two builds as exactly as the engine sees them. */

import { quoted, tableState, type Warehouse, writeParquet } from '../../warehouse/index.ts';
import { sha256, sha256OfPieces } from '../files/manifest.ts';

/**
 * SHA-256 of a table: its rows in their order, the types of its columns, and what the engine knows of them. The engine plans
 * statements by these statistics, and they depend on how a table was filled, so equal rows alone are not enough.
 *
 * @param rowsHash - of a file with its rows, if there is one
 */
export async function tableHash(warehouse: Warehouse, table: string, rowsHash?: string): Promise<string> {
  const rows = rowsHash ?? sha256OfPieces((await writeParquet(warehouse, `from ${quoted(table)}`)).stored.pieces());
  return sha256(rows, JSON.stringify(await tableState(warehouse, table)));
}
