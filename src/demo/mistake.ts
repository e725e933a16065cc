/** Typical mistakes in workbooks, for findings, coverage and annotated copies. */
import type { CellDeclaration } from '../questionnaire/index.ts';
import type { WrittenAnswer } from '../workbook/index.ts';
import type { Chance } from './chance.ts';

/** The answer with a mistake; unchanged for a text or several choices. */
export function mistaken(cell: CellDeclaration, answer: WrittenAnswer, chance: Chance): WrittenAnswer {
  switch (cell.type) {
    case 'integer':
    case 'decimal':
      return {
        ...answer,
        typed: chance.pick([`ca. ${answer.value}`, `${answer.value} – ${Number(answer.value) + 2}`, 'n/a']),
      };
    case 'select_one':
      return chance.pick([
        { ...answer, typed: '9' },
        { ...answer, typed: '??' },
        { ...answer, state: 'not_known' as const },
      ]);
    case 'date':
      return { ...answer, typed: '03/04/2026' };
    default:
      return answer;
  }
}
