/** Reads what makes answers public in a cycle. There is no default: a cycle silently on it is refused. */
import {
  type ExplicitPublication,
  explicitPublications,
  type NeedRules,
  type PublicationRules,
} from '../../domain/index.ts';
import { gridRows, sectionRows } from '../cells.ts';
import type { Question } from '../instrument.ts';
import type { RuleReader } from './reader.ts';

/** What an instrument states that asks no publication question. */
const byInstrument = 'all_public_questions';

const expected = `"sections", "choices" and what else there is, or ${byInstrument} where the questionnaire asks no publication question and every public question is published`;

/** @param need - its questions follow the choice about needs as well */
export function readPublication(read: RuleReader, need: NeedRules | null): PublicationRules {
  if (!read.at.has('publication')) read.at.missing('publication', expected);
  if (read.at.raw('publication') === byInstrument) return { by: 'instrument' };
  if (typeof read.at.raw('publication') === 'string') read.at.wrong('publication', expected, [byInstrument]);
  const inner = typeof read.at.raw('publication') === 'string' ? null : read.inner('publication', 'The publication');
  // Refused by the fault; what is here publishes nothing.
  if (inner === null) return nobody;
  inner.at.only(['sections', 'needs', 'choices', 'follow_widest']);
  if (!inner.at.has('sections')) inner.at.missing('sections', 'the grid that asks for a choice by section');
  const sections = inner.question('sections', isSectionGrid, 'a grid with a row for each section and one choice in it');
  const needs = inner.question('needs', ({ type }) => type === 'select_one', 'a question with one choice');
  return {
    by: 'country',
    sections: sections?.code ?? '',
    needs: needs?.code ?? null,
    needQuestions: need === null ? [] : questionsOf(need),
    choices: readChoices(inner, [sections, needs]),
    followWidest: readFollowing(inner, sections),
  };
}

const nobody: PublicationRules = {
  by: 'country',
  sections: '',
  needs: null,
  needQuestions: [],
  choices: {},
  followWidest: [],
};

const isSectionGrid = ({ type, rows, cellType }: Question) =>
  type === 'grid' && rows === sectionRows && cellType === 'select_one';

const questionsOf = ({ question, help, readiness, obstacles }: NeedRules): string[] =>
  [question, help, readiness, ...obstacles].filter((code) => code !== null);

/** Each choice that can be made has a meaning, and nothing else has one. */
function readChoices(read: RuleReader, asked: readonly (Question | null)[]): Record<string, ExplicitPublication> {
  const known = [...new Set(asked.flatMap((question) => read.choicesOf(question)))];
  const inner = read.inner('choices', 'The meaning of the choices');
  if (inner === null) {
    if (!read.at.has('choices')) read.at.missing('choices', `what each of ${known.join(', ')} means`);
    return {};
  }
  inner.at.only(known);
  const expected = `one of ${explicitPublications.join(', ')}`;
  return Object.fromEntries(
    known.flatMap((choice) => {
      if (!inner.at.has(choice)) inner.at.missing(choice, expected);
      const meaning = inner.word(choice, explicitPublications, expected);
      return meaning === null ? [] : [[choice, meaning as ExplicitPublication]];
    }),
  );
}

/** Sections without a row; one that has a row is chosen for in it. */
function readFollowing(read: RuleReader, sections: Question | null): string[] {
  const rows = new Set(sections?.rows ? gridRows(read.instrument, sections.rows) : []);
  const without = read.instrument.sections.map(({ code }) => code).filter((code) => !rows.has(code));
  return read.words('follow_widest', without, `a section that has no row in "${sections?.code ?? 'sections'}"`);
}
