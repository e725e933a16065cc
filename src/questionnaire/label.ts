/** Labels of an instrument in a language or, marked, in its working language. */

import { sectionRows } from './cells.ts';
import type { Instrument, InstrumentTexts } from './instrument.ts';

/** What has a label: its kind and its ids. */
export type Labelled =
  | readonly [kind: 'title']
  | readonly [kind: 'section' | 'answered_by' | 'sheet', section: string]
  | readonly [kind: 'question' | 'help', question: string]
  /** A part by its full id as in `cellsOf`: a part of a group or repeat, a row of a grid. */
  | readonly [kind: 'part', part: string]
  | readonly [kind: 'choice', list: string, choice: string]
  | readonly [kind: 'evidence', evidence: string]
  | readonly [kind: 'reason', reason: string];

/**
 * The text of a question, part, choice, section or evidence in a language.
 *
 * @returns if the language has none, the text of the working language after its tag, `[en] Offences` (without tag for
 *   the name of a sheet, which cannot contain brackets); if that has none either, the id, or an empty text for help
 */
export function label(instrument: Instrument, language: string, ...labelled: Labelled): string {
  const find: Find = labelled[0] === 'part' ? ofPart(instrument, labelled[1]) : (texts) => textOf(texts, labelled);
  const own = find(instrument.texts.get(language));
  if (own) return own;
  const working = workingLanguage(instrument);
  const fallback = find(instrument.texts.get(working));
  if (!fallback) return labelled[0] === 'help' ? '' : (labelled.at(-1) ?? instrument.id);
  return labelled[0] === 'sheet' || language === working ? fallback : `[${working}] ${fallback}`;
}

/** Label of a choice by its stored name; for an open-ended list, the name itself. */
export function choiceLabel(instrument: Instrument, language: string, list: string, choice: string): string {
  return label(instrument, language, 'choice', list, choice);
}

/** The language that has every text of the instrument. */
export function workingLanguage(instrument: Instrument): string {
  return instrument.languages[0]!;
}

type Find = (texts: InstrumentTexts | undefined) => string | undefined;

function textOf(
  texts: InstrumentTexts | undefined,
  [kind, id = '', choice = '']: readonly string[],
): string | undefined {
  switch (kind) {
    case 'title':
      return texts?.title;
    case 'section':
      return texts?.sections[id]?.title;
    case 'answered_by':
      return texts?.sections[id]?.answered_by;
    case 'sheet':
      return texts?.sections[id]?.sheet;
    case 'question':
      return texts?.questions[id]?.label;
    case 'help':
      return texts?.questions[id]?.help;
    case 'choice':
      return texts?.choices[id]?.[choice];
    case 'reason':
      return texts?.reasons[id];
    default:
      return texts?.evidence[id];
  }
}

function ofPart(instrument: Instrument, part: string): Find {
  const words = part.split('.');
  const [code, name] = [words[0]!, words.at(-1)!];
  const question = instrument.questions.get(code);
  if (question?.type !== 'grid') return (texts) => texts?.questions[code]?.parts?.[name];
  if (question.rows === sectionRows) return (texts) => texts?.sections[name]?.title;
  return (texts) => texts?.choices[question.rows!]?.[name];
}
