/** The cover of a workbook and the count of the uploaded file have the same denominator. */
import { describe, expect, it } from 'vitest';
import { doneOf } from '../../../src/questionnaire/index.ts';
import { completionName } from '../../../src/workbook/write/completion.ts';
import { open } from '../a-workbook.ts';
import { check, written } from '../checked.ts';

async function counted(order: Parameters<typeof written>[0]) {
  const bytes = await written(order);
  const book = await open(bytes);
  const named = (kind: 'done' | 'of') => {
    const [place] = book.definedNames.getRanges(completionName(kind, null)).ranges;
    const [sheet, address] = place!.replaceAll("'", '').split('!');
    return Number(
      (book.getWorksheet(sheet!)!.getCell(address!.replaceAll('$', '')).value as { result?: number }).result ?? 0,
    );
  };
  const { counts } = check(bytes);
  return { cover: [named('done'), named('of')], file: [doneOf(counts), counts.questions] };
}

describe('completeness', () => {
  it.each([
    ['an empty workbook', {}],
    ['one section', { scope: ['C'] }],
    ['the core questions', { scope: 'core' as const }],
    [
      'a few answers',
      {
        answers: [
          { id: 'C01', value: 4 },
          { id: 'C02', state: 'not_known' as const },
        ],
      },
    ],
    ['answers that hide questions', { answers: [{ id: 'E01', value: 0 }] }],
    ['answers that hide questions, in one section', { scope: ['E'], answers: [{ id: 'E01', value: 0 }] }],
  ])('of %s is the same on the cover and in the result of the check', async (_, order) => {
    const { cover, file } = await counted(order as Parameters<typeof written>[0]);
    expect(file).toEqual(cover);
  });
});
