/** What happened to the cells of an upload, so that nothing is dropped silently. */
import type { Answer } from './answer.ts';
import type { Finding } from './finding.ts';

/**
 * `read` = `changed` + `unchanged` + `outdated` + `withdrawn`. Answers given before are among those that the file
 * `changed`, left `unchanged`, repeats although `outdated`, has `withdrawn`, or that are `kept`.
 */
export type ReceiptCounts = {
  /** Number of cells of the file whose content was understood. */
  readonly read: number;
  /** Compared with the previous revision; all of them for the first. */
  readonly changed: number;
  readonly unchanged: number;
  /** Cells that repeat the answer with which the workbook was issued, while a newer answer is recorded and kept. */
  readonly outdated: number;
  /** Earlier answers that the file withdraws. */
  readonly withdrawn: number;
  /** Earlier answers for which the file has no readable content, and which are kept. */
  readonly kept: number;
  /** For files from before blank cells kept the earlier answer; 0 for all others. */
  readonly cleared: number;
  /** Number of cells with content that does not count, by the code of the reason. */
  readonly ignored: readonly { readonly reason: string; readonly cells: number }[];
};

export const noCells: ReceiptCounts = {
  read: 0,
  changed: 0,
  unchanged: 0,
  outdated: 0,
  withdrawn: 0,
  kept: 0,
  cleared: 0,
  ignored: [],
};

/** Effect of an upload on the answers before it, by their ids. */
export type UploadEffect = {
  /** Revision that it was combined with; null for the first of its country. */
  readonly against: number | null;
  /** Revision whose answers the workbook was issued with; null if it was issued without. */
  readonly issued: number | null;
  /** Earlier answers that are blank in it, and were kept. */
  readonly kept: readonly string[];
  /** Earlier answers that were kept because the cell could not be read. */
  readonly unread: readonly string[];
  readonly outdated: readonly string[];
  readonly withdrawn: readonly string[];
  /** Revision that combines it with files that arrived later and were read before it. */
  readonly combined?: number;
};

type Read = Pick<Answer, 'state' | 'raw' | 'sheet' | 'cell'> & { readonly withdrawn?: boolean };

/**
 * Counts the cells of an upload.
 *
 * @param sayings - effect of the upload on each answer
 * @param answers - as read from the upload
 * @param findings - findings of the same upload; an error at a cell is the reason why the cell does not count
 */
export function countCells(
  sayings: readonly string[],
  answers: readonly Read[],
  findings: readonly Finding[],
): ReceiptCounts {
  const count = (...of: string[]) => sayings.filter((saying) => of.includes(saying)).length;
  return {
    read: count('changed', 'unchanged', 'outdated', 'withdrawn'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    outdated: count('outdated'),
    withdrawn: count('withdrawn'),
    kept: count('kept', 'unread'),
    cleared: 0,
    ignored: countIgnored(answers, findings),
  };
}

function countIgnored(answers: readonly Read[], findings: readonly Finding[]): ReceiptCounts['ignored'] {
  const reasons = new Map<string, string>();
  for (const { severity, code, sheet, cell } of findings) {
    if (severity === 'error' && cell !== null) reasons.set(`${sheet}!${cell}`, code);
  }
  // A cell with content that counts as blank without an error: a prefill that was not confirmed.
  for (const { sheet, cell, raw, state, withdrawn } of answers) {
    const place = `${sheet}!${cell}`;
    if (raw !== null && state === 'blank' && !withdrawn && !reasons.has(place)) reasons.set(place, 'not_confirmed');
  }
  const cells = new Map<string, number>();
  for (const reason of reasons.values()) cells.set(reason, (cells.get(reason) ?? 0) + 1);
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reason, count]) => ({ reason, cells: count }));
}
