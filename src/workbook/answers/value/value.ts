/** Reads the value of an answer cell according to the question's type. */
import type { AnswerValue } from '../../../domain/index.ts';
import type { Language } from '../../../i18n/index.ts';
import type { CellDeclaration, Instrument } from '../../../questionnaire/index.ts';
import type { Country } from '../../../reference/index.ts';
import type { CellContent, SheetCell } from '../../read/content.ts';
import { nothing, quoted, type ValueReading, wrong } from '../note.ts';
import { linkedText } from '../remark.ts';
import { readChoice } from './choice.ts';
import { readChoices } from './choices.ts';
import { readCountry } from './country-choice.ts';
import { readDate } from './date.ts';
import { withinDays } from './date-limits.ts';
import { readFreeText } from './free-text.ts';
import { readNumber } from './number.ts';

export type ValueContext = {
  readonly instrument: Instrument;
  /** The workbook's language, whose conventions resolve ambiguous notations. */
  readonly language: Language;
  readonly languages: readonly Language[];
  /** For lists of countries. */
  readonly countries: () => readonly Country[];
};

/** @returns null if the cell is empty or was not understood; the notes distinguish the two */
export function readValue(
  cell: SheetCell | undefined,
  declared: CellDeclaration,
  context: ValueContext,
): ValueReading<AnswerValue> {
  if (!cell) return nothing;
  const written = declared.type === 'text' ? linkedText(cell) : null;
  if (written !== null) return readContent({ kind: 'text', text: written }, declared, context);
  if (cell.formula) return wrong('formula_in_answer', { shown: cell.content === null ? 'nothing' : 'something' });
  return readContent(cell.content!, declared, context);
}

/** @throws never: content that is not understood gives a note */
export function readContent(
  content: CellContent,
  declared: CellDeclaration,
  context: ValueContext,
): ValueReading<AnswerValue> {
  if (content.kind === 'error') return wrong('error_in_answer', { typed: quoted(content.text) });
  if (content.kind === 'broken') return wrong(`cell_${content.why}`);
  if (content.kind === 'text' && isEmpty(content.text)) return nothing;
  const { instrument, language, languages } = context;
  const list = declared.list;
  switch (declared.type) {
    case 'select_one':
      if (list!.openEnded) return readCountry(content, context.countries(), language.code);
      return readChoice(content, instrument, list!, language.code);
    case 'select_multiple':
      return readChoices(content, instrument, list!, language.code);
    case 'integer':
    case 'decimal':
      return readNumber(content, declared);
    case 'date':
      return withinDays(readDate(content, language, languages), declared, instrument.version);
    case 'text':
      return readFreeText(content, declared.limits.longest);
  }
}

/** Spaces of any kind and invisible characters are no answer. */
function isEmpty(text: string): boolean {
  return /^[\s\u00ad\u180e\u200b-\u200f\u2060\u3164\ufeff]*$/.test(text);
}
