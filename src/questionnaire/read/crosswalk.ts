/** Reads `crosswalk.csv`: the relation of each question to an earlier version, or to another instrument. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ContentTable, nearest, openTable } from '../../content/index.ts';
import { type CrosswalkLine, crosswalkRelations, type Question } from '../instrument.ts';
import type { Faults } from './fault.ts';

export const crosswalkColumns = [
  ...['question', 'from_instrument', 'from_version', 'from_question'],
  ...['relation', 'recode', 'note'],
] as const;

type CrosswalkCells = Record<(typeof crosswalkColumns)[number], string>;

/** A line with its position. */
export type CrosswalkDraft = { readonly line: CrosswalkLine; readonly where: string };

/** @returns the lines that can be read; none if the instrument has no crosswalk, as a first version has none */
export function readCrosswalk(
  contentRoot: string,
  folder: string,
  questions: ReadonlyMap<string, Question>,
  faults: Faults,
): CrosswalkDraft[] {
  const name = `${folder}/crosswalk.csv`;
  if (!existsSync(join(contentRoot, name))) return [];
  const { table, faults: found } = openTable(contentRoot, name);
  const names = crosswalkColumns.every((column) => table?.head.includes(column));
  if (table === null || !names) {
    faults.take(found);
    return [];
  }
  faults.takeOfSchema(found);
  const rows = rowsOf(table);
  const taken = new Map<string, string>();
  return rows.flatMap(({ row, where }) => {
    const wrong = (reason: string, correction: string) =>
      faults.add('crosswalk_wrong', where, { line: describe(row), reason, correction });
    if (!isRelation(row.relation)) {
      wrong(`"${row.relation}" is not a relation`, `Write one of ${crosswalkRelations.join(', ')}.`);
      return [];
    }
    if (row.from_instrument === '' || row.from_version === '') {
      wrong('the earlier instrument and version are missing', 'Fill in from_instrument and from_version.');
    }
    checkEnds(row, questions, wrong);
    if (row.question !== '') {
      const key = [row.question, row.from_instrument, row.from_version].join(' ');
      const first = taken.get(key);
      if (first) wrong(`${row.question} already has a line at ${first}`, 'Keep one of the two.');
      taken.set(key, where);
    }
    return [{ line: toLine(row, row.relation, wrong), where }];
  });
}

type Wrong = (reason: string, correction: string) => void;

function checkEnds(row: CrosswalkCells, questions: ReadonlyMap<string, Question>, wrong: Wrong): void {
  if (row.relation === 'dropped') {
    if (row.question !== '')
      wrong('a dropped question has no question in this version', 'Leave the first column empty.');
  } else if (row.question === '') {
    wrong('it names no question of this version', 'Fill in the first column; a question that is gone is "dropped".');
  } else if (!questions.has(row.question)) {
    const near = nearest(row.question, questions.keys());
    wrong(
      `there is no question ${row.question} here`,
      near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Mend its code.',
    );
  }
  if (row.relation === 'new' && row.from_question !== '')
    wrong('a new question has no earlier question', 'Leave from_question empty.');
  if (row.relation !== 'new' && row.from_question === '')
    wrong('it names no earlier question', 'Fill in from_question.');
  if (row.relation !== 'recoded' && row.recode !== '')
    wrong('only a recoded question has a recode', 'Leave recode empty.');
  if (row.relation === 'recoded' && row.recode === '')
    wrong('it does not state how answers are recoded', 'Fill in recode as old=new|old=new.');
}

function toLine(row: CrosswalkCells, relation: CrosswalkLine['relation'], wrong: Wrong): CrosswalkLine {
  const recode: Record<string, string> = Object.create(null);
  for (const pair of row.recode.split('|').filter(Boolean)) {
    const [from = '', to = '', ...more] = pair.split('=').map((name) => name.trim());
    if (from === '' || to === '' || more.length > 0)
      wrong(`"${pair}" is not a recode`, 'Write old=new, separated by |.');
    else if (recode[from] !== undefined) wrong(`"${from}" is recoded twice`, 'Keep one of the two.');
    else recode[from] = to;
  }
  return {
    question: row.question || null,
    fromInstrument: row.from_instrument,
    fromVersion: row.from_version,
    fromQuestion: row.from_question || null,
    relation,
    recode,
    note: row.note,
  };
}

/**
 * Lines with a wrong number of cells are skipped, as their cells may belong to other columns; they are reported
 * elsewhere.
 */
const rowsOf = (table: ContentTable): { row: CrosswalkCells; where: string }[] =>
  table.rows.flatMap((row, at) => (table.broken.has(at) ? [] : { row: row as CrosswalkCells, where: table.where(at) }));

function isRelation(word: string): word is CrosswalkLine['relation'] {
  return (crosswalkRelations as readonly string[]).includes(word);
}

function describe({ question, from_version, from_question, relation }: CrosswalkCells): string {
  return `"${[question || '–', relation, from_version, from_question].filter(Boolean).join(' ')}"`;
}
