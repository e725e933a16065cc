/**
 * The answer cells of a question: one; one for each part; one for each row of a list; or several occurrences of a few
 * parts.
 */
import type { CellDeclaration, CellType, Instrument, PartDeclaration, Question } from './instrument.ts';

/**
 * The cells of one question, in order.
 *
 * Ids are `C04` for a single answer, `E04.sent` for a part, `L03.legislation` for a row and `L08.1.provider` for a part
 * of the first occurrence.
 */
export function cellsOf(instrument: Instrument, question: Question): readonly CellDeclaration[] {
  const known = cellsByQuestion.get(question);
  if (known) return known;
  const cells = makeCells(instrument, question);
  cellsByQuestion.set(question, cells);
  return cells;
}

/** Every cell of an instrument by its id, in order. */
export function cellsOfInstrument(instrument: Instrument): ReadonlyMap<string, CellDeclaration> {
  const known = cellsByInstrument.get(instrument);
  if (known) return known;
  const cells = [...instrument.questions.values()].flatMap((question) => cellsOf(instrument, question));
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  cellsByInstrument.set(instrument, byId);
  return byId;
}

/** The rows of a grid by their names: choices of a list, or codes of all sections except the first. */
export function gridRows(instrument: Pick<Instrument, 'sections' | 'lists'>, rows: string): string[] {
  if (rows === sectionRows) return instrument.sections.slice(1).map(({ code }) => code);
  return (instrument.lists.get(rows)?.choices ?? []).map(({ name }) => name);
}

/** Value of `rows` for a grid with a row for each section except the first, which asks about the others. */
export const sectionRows = 'sections';

// Instruments are immutable once loaded, and a release needs the same cells for every country.
const cellsByQuestion = new WeakMap<Question, readonly CellDeclaration[]>();
const cellsByInstrument = new WeakMap<Instrument, ReadonlyMap<string, CellDeclaration>>();

function makeCells(instrument: Instrument, question: Question): readonly CellDeclaration[] {
  const { code, limits } = question;
  const cell = (name: string | null, occurrence: number | null, of: Omit<PartDeclaration, 'name'>): CellDeclaration => {
    const part = name === null ? null : [code, ...(occurrence === null ? [] : [occurrence]), name].join('.');
    const list = of.list === null ? null : (instrument.lists.get(of.list) ?? null);
    return { id: part ?? code, question, part, name, occurrence, type: of.type, list, limits: of.limits };
  };
  switch (question.type) {
    case 'group':
      return question.parts.map((part) => cell(part.name, null, part));
    case 'repeat':
      return Array.from({ length: question.most ?? 1 }, (_, place) =>
        question.parts.map((part) => cell(part.name, place + 1, part)),
      ).flat();
    case 'grid':
      return gridRows(instrument, question.rows ?? '').map((row) =>
        cell(row, null, { type: question.cellType ?? 'text', list: question.list, limits }),
      );
    default: {
      const type: CellType = question.type;
      return [cell(null, null, { type, list: question.list, limits })];
    }
  }
}
