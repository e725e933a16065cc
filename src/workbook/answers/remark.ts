/**
 * Reads the remarks next to an answer: reason, comment, note, evidence. Faults in them do not invalidate the answer.
 */
import type { SheetCell } from '../read/content.ts';
import { doubt, type Note, nothing, quoted, understood, type ValueReading, wrong } from './note.ts';
import { readFreeText } from './value/free-text.ts';
import { withoutUnreachable } from './value/unreachable.ts';
import { type AnswerWords, isSilent } from './value/words.ts';

/** An address that names a host: its start alone leads nowhere. */
const webAddress = /^https?:\/\/[^\s/?#]/i;

export function readRemark(cell: SheetCell | undefined, words: AnswerWords): ValueReading<string> {
  if (!cell) return nothing;
  if (cell.struck) return wrong('struck_through', { part: cell.struck });
  const written = linkedText(cell);
  if (cell.formula && written === null) return { value: null, notes: [doubt('formula_in_remark')] };
  const content = written === null ? cell.content! : ({ kind: 'text', text: written } as const);
  if (content.kind === 'error')
    return { value: null, notes: [doubt('error_in_remark', { typed: quoted(content.text) })] };
  if (content.kind === 'broken') return wrong(`cell_${content.why}`);
  const { value, notes } = readFreeText(content, null);
  if (value !== null && isSilent(value, words)) return { value: null, notes };
  const tooLong = notes.some(({ code }) => code === 'text_too_long');
  if (!tooLong) return { value, notes };
  const warnings = notes.map((note): Note => ({ ...note, severity: 'warning' }));
  return understood(content.kind === 'text' ? content.text : '', warnings);
}

/** Reads a reason or a comment. It may be published, so paths on someone's disk are removed. */
export function readPublicRemark(cell: SheetCell | undefined, words: AnswerWords): ValueReading<string> {
  if (!cell) return nothing;
  const { value, notes } = readRemark(cell, words);
  const { text, taken } = withoutUnreachable(value ?? '', ['path']);
  if (taken.length === 0) return { value, notes };
  const left = text === '' || isSilent(text, words) ? null : text;
  return { value: left, notes: [...notes, doubt('path_in_remark', { typed: taken.join(', ') })] };
}

/**
 * Reads evidence: an article of a law, a link, or a text with a hyperlink. Locations that only the author can open
 * are not evidence and may name a person, so they are neither kept nor quoted.
 *
 * @param target - target of the cell's hyperlink
 */
export function readEvidence(
  cell: SheetCell | undefined,
  target: string | undefined,
  words: AnswerWords,
): ValueReading<string> {
  if (!cell && target === undefined) return nothing;
  const { value, notes } = readRemark(cell, words);
  const own = withoutUnreachable(value ?? '', ['path', 'host', 'mail']);
  const web = target !== undefined && webAddress.test(target);
  // A target without a scheme is a file next to the workbook; a target within the workbook starts with a number sign.
  const led =
    target === undefined || target.startsWith('#') ? null : withoutUnreachable(target, ['path', 'host', 'mail']);
  const bad = [...own.taken, ...(led === null ? [] : !web && led.taken.length === 0 ? ['…'] : led.taken)];
  const text = own.text === '' || isSilent(own.text, words) ? null : own.text;
  if (bad.length > 0)
    return { value: text, notes: [...notes, doubt('evidence_link', { typed: [...new Set(bad)].join(', ') })] };
  const leads = web && text !== null && !text.includes('://');
  return leads ? { value: `${text} (${target})`, notes } : { value: text, notes };
}

/** Text and address of a cell with a HYPERLINK formula: the link is its content, not a calculation. */
export function linkedText({ link, content }: SheetCell): string | null {
  if (!link || !webAddress.test(link.address)) return null;
  const label = link.label ?? (content?.kind === 'text' ? content.text : '');
  return label === '' || label === link.address ? link.address : `${label} (${link.address})`;
}
