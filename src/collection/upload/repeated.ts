/** Identical occurrences of a repeated question, such as a project that a later file lists in another position. */
import type { Answer, Finding } from '../../domain/index.ts';
import { cellsOf, type Instrument } from '../../questionnaire/index.ts';

/**
 * Returns a warning for each occurrence that repeats an earlier one. A later file never deletes implicitly, so an
 * occurrence that was moved up also remains in its old position, and would count twice.
 *
 * @param byId - the answers of a revision by their ids
 */
export function repeatedOccurrences(instrument: Instrument, byId: ReadonlyMap<string, Answer>): Finding[] {
  return [...instrument.questions.values()].flatMap((question): Finding[] => {
    if (question.type !== 'repeat') return [];
    const cells = cellsOf(instrument, question).filter(({ id }) => byId.get(id)?.state === 'answered');
    const seen = new Map<string, number>();
    return [...Map.groupBy(cells, ({ occurrence }) => occurrence!)].flatMap(([occurrence, of]): Finding[] => {
      const content = JSON.stringify(of.map(({ id, name }) => [name, byId.get(id)!.value]));
      const first = seen.get(content);
      if (first === undefined) {
        seen.set(content, occurrence);
        return [];
      }
      const { sheet, cell } = byId.get(of[0]!.id)!;
      const details = { first, second: occurrence };
      return [{ code: 'occurrence_twice', severity: 'warning', sheet, cell, question: question.code, details }];
    });
  });
}
