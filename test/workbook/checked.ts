/** A workbook of a fictional State, and the result of checking it or a modified copy. */

import { type RowContext, readAnswerRow } from '../../src/workbook/answers/answer-row.ts';
import { codeIndex } from '../../src/workbook/answers/place/code.ts';
import { findRows } from '../../src/workbook/answers/place/rows.ts';
import { checkBytes } from '../../src/workbook/check/check.ts';
import { openContent } from '../../src/workbook/check/content.ts';
import { guardWorkbook } from '../../src/workbook/guard/guard.ts';
import {
  type CheckedWorkbook,
  type CheckOptions,
  type WorkbookOrder,
  writeWorkbook,
} from '../../src/workbook/index.ts';
import type { ColumnKey } from '../../src/workbook/layout-columns.ts';
import { readBook } from '../../src/workbook/read/book.ts';
import { type SheetCell, textContent } from '../../src/workbook/read/content.ts';
import { root } from '../house/source.ts';
import { anOrder, instrument } from './a-workbook.ts';

export const content = openContent(root);

export const check = (bytes: Uint8Array, options: CheckOptions = {}): CheckedWorkbook =>
  checkBytes(bytes, content, options);

export const written = (over: Partial<WorkbookOrder> = {}): Promise<Uint8Array> => writeWorkbook(anOrder(over));

/** The answer with the given id, such as `C04` or `E04.sent`. */
export function answerOf({ answers }: CheckedWorkbook, id: string) {
  const answer = answers.find(({ question, part }) => (part ?? question) === id);
  if (!answer) throw new Error(`no answer ${id}`);
  return answer;
}

/** State and value of an answer, and the codes of the findings about its question. */
export function readOf(checked: CheckedWorkbook, id: string) {
  const { question, state, value } = answerOf(checked, id);
  return { state, value, codes: checked.findings.filter((one) => one.question === question).map(({ code }) => code) };
}

/** Cache of the rows of issued workbooks and the context of a check, by language. */
const issuedRows = new Map<string, ReturnType<typeof rowsAsIssued>>();

async function rowsAsIssued(language: string) {
  const guarded = guardWorkbook(await written({ language }));
  const read = 'parts' in guarded ? readBook(guarded.parts) : guarded;
  if ('refusal' in read) throw new Error(read.refusal.code);
  const context: RowContext = {
    instrument,
    language: content.texts.language(language),
    languages: content.texts.languages,
    countries: () => content.countries('illustrative'),
    words: content.words,
  };
  return { rows: findRows(read.book, codeIndex(instrument), content.words).byId, context };
}

/** A typed text, or a cell with other content. */
export type TypedCell = string | Partial<SheetCell>;

/**
 * The result for cells typed into one row of an issued workbook, for many cases: checking a whole workbook for each
 * would take minutes.
 */
export async function readCells(id: string, typed: Readonly<Partial<Record<ColumnKey, TypedCell>>>, language = 'en') {
  const issued = issuedRows.get(language) ?? rowsAsIssued(language);
  issuedRows.set(language, issued);
  const { rows, context } = await issued;
  const row = rows.get(id)![0]!;
  const cell = (key: ColumnKey): SheetCell | undefined => {
    const own = typed[key];
    if (own === undefined) return row.cell(key);
    const more = typeof own === 'string' ? { content: textContent(own) } : own;
    return own === ''
      ? undefined
      : { row: row.row, column: row.columns.get(key)!, content: null, formula: false, ...more };
  };
  return readAnswerRow({ ...row, cell }, context);
}

/** State, value and codes of a text typed into the answer cell alone, like `readOf`. */
export async function readTyped(id: string, text: string, language = 'en') {
  const { answer, notes } = await readCells(id, { answer: text }, language);
  return { state: answer.state, value: answer.value, codes: notes.map(({ code }) => code) };
}

/** The code of the only finding of a refused file, which must have sentences. */
export function refusalOf({ outcome, findings, reported, answers }: CheckedWorkbook): string {
  if (outcome !== 'refused') return outcome;
  const [one, ...more] = reported;
  if (more.length > 0 || answers.length > 0 || !one) throw new Error('a refusal is one finding');
  if (one.message.length < 15 || one.fix.length < 15) throw new Error(`${one.code} says nothing`);
  return findings[0]!.code;
}
