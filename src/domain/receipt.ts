/** What became of the cells of an upload, so that nothing is dropped in silence. */
import type { Answer } from './answer.ts';
import { answerId, differencesOf } from './difference.ts';
import type { Finding } from './finding.ts';

export type ReceiptCounts = {
  /** Cells that say something that was understood; `changed` and `unchanged` sum to it. */
  readonly read: number;
  /** Against the revision before; all of them for the first. */
  readonly changed: number;
  readonly unchanged: number;
  /** Cells that said something before and say nothing now. */
  readonly cleared: number;
  /** Cells that hold something which did not count, by the code of the reason. */
  readonly ignored: readonly { readonly reason: string; readonly cells: number }[];
};

type Read = Pick<Answer, 'question' | 'part' | 'state' | 'value' | 'reason' | 'comment' | 'note' | 'evidence'> &
  Pick<Answer, 'raw' | 'sheet' | 'cell'>;

/**
 * Counts the cells of an upload.
 *
 * @param before - answers of the revision before, of the same scope as `answers`; empty for the first
 * @param answers - as read from the upload
 * @param findings - of the same upload; an error at a cell is the reason why the cell did not count
 */
export function countCells(
  before: readonly Read[],
  answers: readonly Read[],
  findings: readonly Finding[],
): ReceiptCounts {
  const differing = new Set(differencesOf(before, answers).map(answerId));
  const said = answers.filter(saysSomething);
  const changed = said.filter((answer) => differing.has(answerId(answer))).length;
  const saidNow = new Set(said.map(answerId));
  return {
    read: said.length,
    changed,
    unchanged: said.length - changed,
    cleared: before.filter((answer) => saysSomething(answer) && !saidNow.has(answerId(answer))).length,
    ignored: countIgnored(answers, findings),
  };
}

const saysSomething = (answer: Read): boolean =>
  answer.state !== 'blank' || answer.comment !== null || answer.note !== null || answer.evidence !== null;

function countIgnored(answers: readonly Read[], findings: readonly Finding[]): ReceiptCounts['ignored'] {
  const reasons = new Map<string, string>();
  for (const { severity, code, sheet, cell } of findings) {
    if (severity === 'error' && cell !== null) reasons.set(`${sheet}!${cell}`, code);
  }
  // A cell that holds something and yet counts as blank, without an error: a prefill that nobody confirmed.
  for (const { sheet, cell, raw, state } of answers) {
    const place = `${sheet}!${cell}`;
    if (raw !== null && state === 'blank' && !reasons.has(place)) reasons.set(place, 'not_confirmed');
  }
  const cells = new Map<string, number>();
  for (const reason of reasons.values()) cells.set(reason, (cells.get(reason) ?? 0) + 1);
  return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reason, count]) => ({ reason, cells: count }));
}
