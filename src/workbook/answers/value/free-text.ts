/** Reads a text as typed, and reports invisible characters. */
import { type CellContent, longestText, shownText } from '../../read/content.ts';
import { doubt, type Note, nothing, quoted, understood, type ValueReading, wrong } from '../note.ts';

// Joiners and direction marks that scripts need are accepted; overrides and invisible characters are not.
const invisible =
  /[\u00ad\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/u;
const turning = /[\u202a-\u202e\u2066-\u2069]/u;
/** Lone surrogates are as invalid in text as control characters. */
const control = /(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]/u;

/**
 * @param longest - maximum number of characters; null for the spreadsheet's limit only
 * @returns the text without invisible characters, with a warning about them; an error if a spreadsheet converted the
 *   typed text
 */
export function readFreeText(content: CellContent, longest: number | null): ValueReading<string> {
  const made = madeOf(content);
  if (made !== null) return wrong('text_turned', { typed: quoted(shownText(content)), made });
  const typed = shownText(content).replace(/\r\n?/g, '\n');
  const notes: Note[] = [];
  if (control.test(typed)) notes.push(doubt('text_control'));
  if (turning.test(typed)) notes.push(doubt('text_turning'));
  if (invisible.test(typed)) notes.push(doubt('text_invisible'));
  const text = notes.length === 0 ? typed.trim() : visible(typed).trim();
  if (text === '') return notes.length === 0 ? nothing : { value: null, notes };
  const limit = Math.min(longest ?? longestText, longestText);
  const length = (content.kind === 'text' && content.length) || text.length;
  if (length > limit) return wrong('text_too_long', { length, limit });
  return understood(text, notes);
}

/** What a spreadsheet converted “1-2”, “3E02” or “5%” to; the typed text is lost. A plain number is what was typed. */
function madeOf(content: CellContent): string | null {
  if (content.kind === 'date' || content.kind === 'boolean') return content.kind;
  if (content.kind !== 'number') return null;
  if (content.as !== 'plain') return content.as;
  return /e/i.test(content.written) ? 'scientific' : null;
}

function visible(text: string): string {
  const all = (pattern: RegExp) => new RegExp(pattern.source, `g${pattern.flags}`);
  return text.replace(all(control), '').replace(all(turning), '').replace(all(invisible), '');
}
