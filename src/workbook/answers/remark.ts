/** Reads what stands beside an answer: reason, comment, note, evidence. Nothing wrong there takes the answer away. */
import type { Cell } from '../read/content.ts';
import { readFreeText } from './free-text.ts';
import { doubt, type Note, nothing, quoted, type Reading, understood } from './note.ts';

export function readRemark(cell: Cell | undefined): Reading<string> {
  if (!cell) return nothing;
  if (cell.formula) return { value: null, notes: [doubt('formula_in_remark')] };
  const content = cell.content!;
  if (content.kind === 'error')
    return { value: null, notes: [doubt('error_in_remark', { typed: quoted(content.text) })] };
  if (content.kind === 'broken') return { value: null, notes: [doubt(`cell_${content.why}`)] };
  const { value, notes } = readFreeText(content, null);
  const tooLong = notes.some(({ code }) => code === 'text_too_long');
  if (!tooLong) return { value, notes };
  const softened = notes.map((note): Note => ({ ...note, severity: 'warning' }));
  return understood(content.kind === 'text' ? content.text : '', softened);
}

const schemes = /(?:^|[\s(<"])(javascript|vbscript|data|file|ftp|blob|about|smb)\s*:/i;

/**
 * Reads evidence: an article of a law, a link, or a text that leads somewhere when clicked.
 *
 * @param target - where a click on the cell leads
 */
export function readEvidence(cell: Cell | undefined, target: string | undefined): Reading<string> {
  const { value, notes } = readRemark(cell);
  const bad = [value, target].find((text) => text && (schemes.test(text) || /^\s*\\\\/.test(text)));
  if (bad) return { value, notes: [...notes, doubt('evidence_link', { typed: quoted(bad) })] };
  const leads = target && /^https?:\/\//i.test(target) && value !== null && !value.includes('://');
  return leads ? { value: `${value} (${target})`, notes } : { value, notes };
}
