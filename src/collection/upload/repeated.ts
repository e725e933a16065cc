/** Occurrences of a repeated question that say the very same: a project that a later file lists in another place. */
import type { Answer, Finding } from '../../domain/index.ts';
import { cellsOf, type Instrument } from '../../questionnaire/index.ts';

/**
 * A warning at each occurrence that repeats an earlier one. A later file never deletes by leaving out, so an occurrence that
 * was moved up stays where it was as well, and would count twice.
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
