/** A note about one cell, before its position is known. */
import type { Finding, Severity } from '../../domain/index.ts';
import type { FindingCode } from '../finding-codes.ts';

export type Note = { readonly code: FindingCode; readonly severity: Severity; readonly details: Finding['details'] };

/** The value of a cell: null with an error if it was not understood, null without notes if the cell is empty. */
export type ValueReading<Value> = { readonly value: Value | null; readonly notes: readonly Note[] };

export const wrong = (code: FindingCode, details: Finding['details'] = {}): ValueReading<never> => ({
  value: null,
  notes: [{ code, severity: 'error', details }],
});

export const doubt = (code: FindingCode, details: Finding['details'] = {}): Note => ({
  code,
  severity: 'warning',
  details,
});

export const understood = <Value>(value: Value, notes: readonly Note[] = []): ValueReading<Value> => ({ value, notes });

export const nothing: ValueReading<never> = { value: null, notes: [] };

/**
 * Several values in one cell, such as two numbers or two dates, separated by the given signs.
 *
 * @returns null for fewer than two values
 */
export function severalValues(text: string, parting: RegExp): string | null {
  const parts = text.split(parting).filter((part) => part.trim() !== '');
  return parts.filter((part) => /\p{Nd}/u.test(part)).length > 1 ? quoted(parts.join(' / ')) : null;
}

const longest = 80;

/** A typed text as a sentence can quote it: one line, visible characters only, shortened. */
export function quoted(text: string): string {
  const plain = text
    .slice(0, 20 * longest)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const letters = [...plain];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : plain;
}

/**
 * Joins several texts into one detail of a finding, each preceded by a line feed; `none` without texts. They are
 * quoted where they are shown.
 */
export function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'none' : texts.map((text) => `\n${text}`).join('');
}

/** The texts of a detail that `listed` wrote; null for any other. */
export function readListed(detail: string | number | undefined): string[] | null {
  return typeof detail === 'string' && detail.startsWith('\n') ? detail.slice(1).split('\n') : null;
}
