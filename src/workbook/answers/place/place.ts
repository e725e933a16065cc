/** Findings with their position in the workbook. */
import type { Finding, Severity } from '../../../domain/index.ts';
import type { FindingCode } from '../../finding-codes.ts';
import { cellName } from '../../read/place.ts';
import type { Note } from '../note.ts';

export type Spot = {
  readonly sheet: string | null;
  readonly cell: string | null;
  readonly question: string | null;
};

export const wholeFile: Spot = { sheet: null, cell: null, question: null };

export function finding(
  code: FindingCode,
  severity: Severity,
  { sheet, cell, question }: Spot,
  details: Finding['details'] = {},
): Finding {
  return { code, severity, sheet, cell, question, details };
}

export function placed({ code, severity, details }: Note, spot: Spot): Finding {
  return finding(code, severity, spot, details);
}

export function spotOf(sheet: string, row: number, column: number, question: string | null): Spot {
  return { sheet, cell: cellName(row, column), question };
}
