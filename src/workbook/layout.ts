/**
 * The layout of a workbook: sheets, columns, rows and names. The writer and the reader both use it, so that they
 * cannot disagree.
 *
 * The cover comes first, then one sheet for each section, then two sheets that are not for input: the lists of
 * choices, and the identity. A section's sheet has a title, a hidden row of column keys, a row of headings in the
 * workbook's language, and below them a row for each answer cell. The reader does not rely on positions: a sheet is
 * known by its marker, a column by its key (or its heading in any language), a row by the id in its code column.
 */
import { type CellDeclaration, cellsOf, type Instrument, type Question } from '../questionnaire/index.ts';
import { inScope, type Scope } from './layout-scope.ts';

/** Markers in cell A1 of the sheets without column keys; a section's sheet is known by its key row. */
export const markers = { cover: 'gap:cover', lists: 'gap:lists', identity: 'gap:identity' } as const;

/** Names of the two sheets that are not for input: the same in every language. */
export const backstage = { lists: 'gap_lists', identity: 'gap_identity' } as const;

/** Rows of a section's sheet as written, counted from 1. They may be elsewhere in a copied or sorted sheet. */
export const sectionRows = { title: 1, answeredBy: 2, banner: 3, keys: 4, headings: 5, first: 6 } as const;

/**
 * One row of a section's sheet.
 *
 * `answer`: a cell to fill in. `head`: the wording of a question with parts, above them; its code column has the
 * question code, it has no answer cell, and a state given there (with its reason) applies to every part of the
 * question that is left blank. `occurrence`: the heading of one occurrence of a repeat (`L08.1`); nothing is filled
 * in there.
 */
export type LayoutRow = {
  readonly kind: 'answer' | 'head' | 'occurrence';
  /** Content of the code column: `C04`, `E04.sent`, `L03.legislation`, `L08.1`. */
  readonly id: string;
  readonly question: Question;
  /** The cell to fill in; null for a heading. */
  readonly cell: CellDeclaration | null;
  readonly occurrence: number | null;
  /** Row number as written, counted from 1. */
  readonly row: number;
};

export type SectionLayout = { readonly section: string; readonly rows: readonly LayoutRow[]; readonly lastRow: number };

export type Layout = {
  readonly instrument: Instrument;
  readonly scope: Scope;
  readonly sections: readonly SectionLayout[];
  /** Every answer row of the scope by id, in order. */
  readonly answers: ReadonlyMap<string, LayoutRow>;
};

const layouts = new WeakMap<Instrument, Map<string, Layout>>();

/** The sheets and rows of a workbook of this scope; cached, as one instrument is written and read many times. */
export function layoutOf(instrument: Instrument, scope: Scope): Layout {
  const known = layouts.get(instrument) ?? new Map<string, Layout>();
  layouts.set(instrument, known);
  const name = String(scope);
  const layout = known.get(name) ?? layOut(instrument, scope);
  known.set(name, layout);
  return layout;
}

function layOut(instrument: Instrument, scope: Scope): Layout {
  const sections = instrument.sections.flatMap(({ code, questions }) => {
    const asked = questions.filter((question) => inScope(question, scope));
    return asked.length === 0 ? [] : [layOutSection(instrument, code, asked)];
  });
  const rows = sections.flatMap((section) => section.rows);
  const answers = new Map(rows.filter((row) => row.kind === 'answer').map((row) => [row.id, row]));
  return { instrument, scope, sections, answers };
}

function layOutSection(instrument: Instrument, section: string, questions: readonly Question[]): SectionLayout {
  const rows: LayoutRow[] = [];
  const add = (row: Omit<LayoutRow, 'row'>) => rows.push({ ...row, row: sectionRows.first + rows.length });
  for (const question of questions) {
    const cells = cellsOf(instrument, question);
    const parted = cells.some((cell) => cell.part !== null);
    if (parted) add({ kind: 'head', id: question.code, question, cell: null, occurrence: null });
    let occurrence: number | null = null;
    for (const cell of cells) {
      if (cell.occurrence !== occurrence) {
        occurrence = cell.occurrence;
        add({ kind: 'occurrence', id: `${question.code}.${occurrence}`, question, cell: null, occurrence });
      }
      add({ kind: 'answer', id: cell.id, question, cell, occurrence });
    }
  }
  return { section, rows, lastRow: sectionRows.first + rows.length - 1 };
}
