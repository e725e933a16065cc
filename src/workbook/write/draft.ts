/**
 * What all workbooks of one instrument, language and scope have in common: wordings, heights, lists, formulas. Built
 * once and cached, as the workbooks of a cycle differ in little more than the country.
 */
import type { Texts } from '../../i18n/index.ts';
import { cellOfReference, type Instrument, referencesOf } from '../../questionnaire/index.ts';
import { type Layout, type LayoutRow, layoutOf, type SectionLayout } from '../layout.ts';
import { type ColumnKey, columns } from '../layout-columns.ts';
import { type Scope, scopeText } from '../layout-scope.ts';
import { type Say, type Wording, wordingOf } from '../wording.ts';
import { type Looks, looksFor } from './look.ts';
import { guidanceOf } from './sheet/guidance.ts';
import { heightOf } from './sheet/row-height.ts';
import { type SheetNames, sheetNames } from './sheet/sheet-name.ts';

export type DraftRow = LayoutRow & {
  /** Wording of the question, part or grid row. */
  readonly wording: string;
  readonly guidance: string;
  /** Height in points required for the question and its guidance. */
  readonly height: number;
};

export type DraftSection = Omit<SectionLayout, 'rows'> & {
  readonly rows: readonly DraftRow[];
  readonly sheet: string;
  readonly title: string;
  readonly answeredBy: string;
};

export type Draft = {
  readonly instrument: Instrument;
  readonly layout: Layout;
  readonly language: string;
  readonly rightToLeft: boolean;
  readonly looks: Looks;
  readonly texts: Texts;
  readonly say: Say;
  readonly wording: Wording;
  readonly names: SheetNames;
  readonly sections: readonly DraftSection[];
  /** Section of each answer row and heading, by id, for formulas of other sheets. */
  readonly places: ReadonlyMap<string, { readonly section: DraftSection; readonly row: DraftRow }>;
  /** Ids of the cells that a relevance rule in this workbook refers to. */
  readonly asked: ReadonlySet<string>;
  /** First and last row of each question, including its heading. */
  readonly parts: ReadonlyMap<string, { readonly first: number; readonly last: number }>;
};

const drafts = new WeakMap<Instrument, WeakMap<Texts, Map<string, Draft>>>();

export function draftOf(instrument: Instrument, language: string, scope: Scope, texts: Texts): Draft {
  const ofInstrument = drafts.get(instrument) ?? new WeakMap<Texts, Map<string, Draft>>();
  drafts.set(instrument, ofInstrument);
  const known = ofInstrument.get(texts) ?? new Map<string, Draft>();
  ofInstrument.set(texts, known);
  const name = `${language} ${scopeText(scope)}`;
  const draft = known.get(name) ?? makeDraft(instrument, language, scope, texts);
  known.set(name, draft);
  return draft;
}

function makeDraft(instrument: Instrument, language: string, scope: Scope, texts: Texts): Draft {
  const layout = layoutOf(instrument, scope);
  const fixed = new Map<string, string>();
  const say: Say = (key, values) => {
    if (values !== undefined) return texts.say(language, `workbook.${key}`, values);
    const text = fixed.get(key) ?? texts.say(language, `workbook.${key}`);
    fixed.set(key, text);
    return text;
  };
  const wording = wordingOf(instrument, language);
  const names = sheetNames(layout, wording, say);
  const sections = layout.sections.map((section): DraftSection => {
    const { title, answeredBy } = wording.section(section.section);
    const rows = section.rows.map((row) => draftRow(row, wording, say));
    return { ...section, rows, sheet: names.section(section.section), title, answeredBy };
  });
  const places = new Map(sections.flatMap((section) => section.rows.map((row) => [row.id, { section, row }] as const)));
  const rightToLeft = texts.language(language).direction === 'rtl';
  const rows = sections.flatMap((section) => section.rows);
  const asked = new Set(rows.flatMap(cellsAskedBy));
  const parts = new Map<string, { first: number; last: number }>();
  for (const { question, row } of rows)
    parts.set(question.code, { first: parts.get(question.code)?.first ?? row, last: row });
  return {
    instrument,
    layout,
    language,
    rightToLeft,
    looks: looksFor(rightToLeft),
    texts,
    say,
    wording,
    names,
    sections,
    places,
    asked,
    parts,
  };
}

function cellsAskedBy({ question, cell }: LayoutRow): string[] {
  if (question.relevance === null) return [];
  const gridRow = question.type === 'grid' ? (cell?.name ?? null) : null;
  return referencesOf(question.relevance).map((reference) => cellOfReference(reference, gridRow));
}

const width = Object.fromEntries(columns.map((column) => [column.key, column.width])) as Record<ColumnKey, number>;

function draftRow(row: LayoutRow, wording: Wording, say: Draft['say']): DraftRow {
  const words = row.kind === 'occurrence' ? say('occurrence', { number: row.occurrence! }) : wording.row(row);
  const guidance = guidanceOf(row, wording, say);
  const height = heightOf([
    { text: words, width: width.question - (row.cell?.part ? 2 : 0), size: row.kind === 'head' ? 10.6 : 10 },
    { text: guidance, width: width.guidance - 1.5, size: 9 },
  ]);
  return { ...row, wording: words, guidance, height };
}
