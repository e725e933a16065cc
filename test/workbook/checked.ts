/** A workbook of a fictional State, and what the product makes of it or of what became of it. */

import { checkBytes } from '../../src/workbook/check/check.ts';
import { openContent } from '../../src/workbook/check/content.ts';
import {
  type CheckedWorkbook,
  type CheckOptions,
  type WorkbookOrder,
  writeWorkbook,
} from '../../src/workbook/index.ts';
import { root } from '../house/source.ts';
import { anOrder } from './a-workbook.ts';

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

/** The code of the one finding that a file was refused with; the sentences beside it must say something. */
export function refusalOf({ outcome, findings, reported, answers }: CheckedWorkbook): string {
  if (outcome !== 'refused') return outcome;
  const [one, ...more] = reported;
  if (more.length > 0 || answers.length > 0 || !one) throw new Error('a refusal is one finding');
  if (one.message.length < 15 || one.fix.length < 15) throw new Error(`${one.code} says nothing`);
  return findings[0]!.code;
}
