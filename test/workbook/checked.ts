/** A workbook of a fictional State, and what the product makes of it or of what became of it. */

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
import { readBook } from '../../src/workbook/read/book.ts';
import { textContent } from '../../src/workbook/read/content.ts';
import { root } from '../house/source.ts';
import { anOrder, instrument } from './a-workbook.ts';

export const content = openContent(root);

export const check = (bytes: Uint8Array, options: CheckOptions = {}): CheckedWorkbook =>
  checkBytes(bytes, content, options);

export const written = (over: Partial<WorkbookOrder> = {}): Promise<Uint8Array> => writeWorkbook(anOrder(over));

/** The answer with an id such as `C04` or `E04.sent`. */
export function answerOf({ answers }: CheckedWorkbook, id: string) {
  const answer = answers.find(({ question, part }) => (part ?? question) === id);
  if (!answer) throw new Error(`no answer ${id}`);
  return answer;
}

/** State and value of an answer, and the codes of what was found about its question. */
export function readOf(checked: CheckedWorkbook, id: string) {
  const { question, state, value } = answerOf(checked, id);
  return { state, value, codes: checked.findings.filter((one) => one.question === question).map(({ code }) => code) };
}

/** Rows of workbooks as they are issued, and what a check reads them with, by language. */
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

/**
 * What is read of a text that is typed into one cell of a workbook as issued, as `readOf`: for many texts, of which a check
 * of a whole workbook each would take minutes.
 */
export async function readTyped(id: string, text: string, language = 'en') {
  const issued = issuedRows.get(language) ?? rowsAsIssued(language);
  issuedRows.set(language, issued);
  const { rows, context } = await issued;
  const row = rows.get(id)![0]!;
  const column = row.columns.get('answer')!;
  const typed = text === '' ? undefined : { row: row.row, column, content: textContent(text), formula: false };
  const { answer, notes } = readAnswerRow(
    { ...row, cell: (key) => (key === 'answer' ? typed : row.cell(key)) },
    context,
  );
  return { state: answer.state, value: answer.value, codes: notes.map(({ code }) => code) };
}

/** The code of the one finding that a file was refused with; the sentences beside it must say something. */
export function refusalOf({ outcome, findings, reported, answers }: CheckedWorkbook): string {
  if (outcome !== 'refused') return outcome;
  const [one, ...more] = reported;
  if (more.length > 0 || answers.length > 0 || !one) throw new Error('a refusal is one finding');
  if (one.message.length < 15 || one.fix.length < 15) throw new Error(`${one.code} says nothing`);
  return findings[0]!.code;
}
