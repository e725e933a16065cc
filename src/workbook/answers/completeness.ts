/** Which rows of its scope a workbook lacks. */
import type { Finding } from '../../domain/index.ts';
import type { Layout } from '../layout.ts';
import { finding, wholeFile } from './place/place.ts';
import type { FoundRows } from './place/rows.ts';

/**
 * One finding for each section that is missing as a whole, otherwise one for each question; headings may be missing.
 */
export function missingRows(layout: Layout, rows: FoundRows): Finding[] {
  return layout.sections.flatMap(({ section, rows: wanted }) => {
    const lacking = wanted.filter(({ kind, id }) => kind === 'answer' && !rows.byId.has(id));
    if (lacking.length === 0) return [];
    const cells = wanted.filter(({ kind }) => kind === 'answer');
    const questions = new Map(cells.map(({ question }) => [question.code, question]));
    if (lacking.length === cells.length) {
      return [finding('section_missing', 'warning', wholeFile, { section, count: questions.size })];
    }
    const sibling = cells.map(({ id }) => rows.byId.get(id)?.[0]).find((row) => row !== undefined);
    return [...questions.keys()].flatMap((question) => {
      const own = cells.filter((cell) => cell.question.code === question);
      const gone = own.filter(({ id }) => !rows.byId.has(id));
      if (gone.length === 0) return [];
      const spot = { sheet: sibling?.sheet.name ?? null, cell: null, question };
      return gone.length === own.length
        ? [finding('question_missing', 'warning', spot)]
        : [finding('parts_missing', 'warning', spot, { parts: gone.map(({ id }) => id).join(', ') })];
    });
  });
}
