/** Reads a number in the notation of any language, if only one number can be meant. */
import type { CellDeclaration } from '../../../questionnaire/index.ts';
import type { CellContent } from '../../read/content.ts';
import { quoted, severalValues, understood, type ValueReading, wrong } from '../note.ts';
import { plainDigits } from './digits.ts';

/**
 * Thousands separators besides point and comma. `plainDigits` has converted all kinds of spaces to plain ones; a line
 * break, a tab or two spaces separate values, never thousands.
 */
const spaces = /[ \u0027\u2019]/;
const grouped = /^\d{1,3}(?:( |[\u0027\u2019])\d{3})(?:\1\d{3})*$/;
const parting = /[\n\r\t\v\f\u0085\u2028\u2029;\uff1b\u061b|]| {2,}/;

/** @param content - content of the cell; texts are parsed, dates and booleans are not numbers */
export function readNumber(content: CellContent, cell: Pick<CellDeclaration, 'type' | 'limits'>): ValueReading<number> {
  switch (content.kind) {
    case 'number':
      if (content.as === 'percent') return wrong('number_percent', { typed: `${content.number * 100}%` });
      if (content.as === 'time') return wrong('date_for_number', { typed: content.written });
      return within(content.number, content.written, cell);
    case 'date':
      return wrong('date_for_number', { typed: content.iso ?? content.written });
    case 'text':
      return readText(content.text, cell);
    default:
      return wrong('not_a_number', { typed: content.kind === 'boolean' ? String(content.truth).toUpperCase() : '' });
  }
}

function readText(text: string, cell: Pick<CellDeclaration, 'type' | 'limits'>): ValueReading<number> {
  const typed = quoted(text);
  const plain = plainDigits(text);
  if (/^[+-]?\d+(?:[.,]\d+)?\s*%$/.test(plain)) return wrong('number_percent', { typed });
  const several = severalValues(plain, parting);
  if (several !== null) return wrong('values_several', { typed: several });
  const [, sign = '', body = ''] = /^([+-]?) ?(.*)$/s.exec(plain)!;
  const number = numberOf(body);
  if (number === 'ambiguous') return wrong('number_ambiguous', { typed, ...bothReadings(body) });
  if (number !== null) return within(sign === '-' ? -number : number, typed, cell);
  return amongWords(body, typed) ?? wrong('not_a_number', { typed });
}

/** One number among words or currency signs. The number is suggested if no word after it can multiply it. */
function amongWords(body: string, typed: string): ValueReading<number> | null {
  const inside = body.match(/\d(?:[\d., \u0027\u2019]*\d)?/g);
  if (inside?.length !== 1 || !/[\p{L}\p{Sc}]/u.test(body)) return null;
  const number = numberOf(inside[0]!);
  const behind = body.slice(body.indexOf(inside[0]!) + inside[0]!.length).trim();
  const plain = typeof number === 'number' && /^(\P{L}*|[A-Z]{3})$/u.test(behind);
  return wrong('number_with_words', { typed, number: plain ? String(number) : 'none' });
}

/** @returns the number, null for no number, or `ambiguous` if the sign may separate thousands or decimals */
function numberOf(body: string): number | 'ambiguous' | null {
  if (/^\d+$/.test(body)) return Number(body);
  if (/^\d+(?:[.,]\d+)?e[+-]?\d{1,3}$/i.test(body)) return finite(Number(body.replace(',', '.')));
  if (!/^[\d., \u0027\u2019]+$/.test(body) || !/^\d/.test(body) || !/\d$/.test(body)) return null;
  const signs = [...body.matchAll(/[.,]/g)].map(([sign]) => sign);
  const last = signs.at(-1);
  if (last === undefined) return grouped.test(body) ? Number(stripped(body)) : null;
  const point = body.lastIndexOf(last);
  const [whole, decimals] = [body.slice(0, point), body.slice(point + 1)];
  if (!/^\d+$/.test(decimals)) return null;
  const other = last === '.' ? ',' : '.';
  const lasts = signs.filter((sign) => sign === last).length;
  const spaced = spaces.test(whole);

  // 1.234.567: a repeated sign separates thousands, and no other sign may occur.
  if (lasts > 1) {
    const thousands = !spaced && !signs.includes(other) && isGrouped(body, last);
    return thousands ? Number(body.replaceAll(last, '')) : null;
  }
  // 1.234,5 and 1 234,5: the other sign, or the space, separates thousands.
  if (signs.includes(other)) {
    return !spaced && isGrouped(whole, other) ? Number(`${whole.replaceAll(other, '')}.${decimals}`) : null;
  }
  if (spaced) return grouped.test(whole) ? Number(`${stripped(whole)}.${decimals}`) : null;
  if (decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) return 'ambiguous';
  return Number(`${whole}.${decimals}`);
}

const finite = (number: number) => (Number.isFinite(number) ? number : null);
const stripped = (text: string) => text.replace(/[^\d]/g, '');
const isGrouped = (text: string, sign: string) =>
  text.split(sign).every((part, place) => (place === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part));

function bothReadings(body: string): { one: string; other: string } {
  return { one: body.replace(/[.,]/, ''), other: body.replace(',', '.') };
}

function within(
  number: number,
  typed: string,
  { type, limits }: Pick<CellDeclaration, 'type' | 'limits'>,
): ValueReading<number> {
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER) return wrong('number_too_large', { typed });
  if (type === 'integer' && !Number.isInteger(number)) return wrong('not_whole', { typed });
  if (limits.min !== null && number < limits.min) return wrong('number_too_small', { typed, limit: limits.min });
  if (limits.max !== null && number > limits.max) return wrong('number_over_limit', { typed, limit: limits.max });
  return understood(Object.is(number, -0) ? 0 : number);
}
