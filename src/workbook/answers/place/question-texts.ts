/** Finds the layout row by the wording of its question, if its code is missing. */
import type { Instrument } from '../../../questionnaire/index.ts';
import { type LayoutRow, layoutOf } from '../../layout.ts';
import { wordingOf } from '../../wording.ts';
import { foldLoosely } from '../value/folding.ts';

export type QuestionTexts = {
  /** True for the wording of any row, in any language. */
  readonly knows: (text: string) => boolean;
  /**
   * The only row that the text can mean, or null. Rows of a list have the same wording in many questions, so the
   * previous row decides which question, and which of its occurrences, is meant.
   */
  readonly find: (text: string, above: LayoutRow | null) => LayoutRow | null;
  /** The rows that have this text as their wording, unless the given row is one of them. */
  readonly ofOthers: (text: string, row: LayoutRow) => readonly LayoutRow[];
};

const none: readonly LayoutRow[] = [];
const known = new WeakMap<Instrument, QuestionTexts>();

export function questionTexts(instrument: Instrument): QuestionTexts {
  const texts = known.get(instrument) ?? gather(instrument);
  known.set(instrument, texts);
  return texts;
}

function gather(instrument: Instrument): QuestionTexts {
  const rows = layoutOf(instrument, 'whole').sections.flatMap((section) => section.rows);
  const byText = new Map<string, Set<LayoutRow>>();
  for (const language of instrument.texts.keys()) {
    const wording = wordingOf(instrument, language);
    for (const row of rows) {
      if (row.kind === 'occurrence') continue;
      const folded = foldLoosely(wording.row(row));
      if (folded !== '') byText.set(folded, (byText.get(folded) ?? new Set()).add(row));
    }
  }
  // A workbook may have been issued before a text was reworded. A text that now belongs to another row means that
  // row.
  for (const { now, earlier } of instrument.earlierTexts) {
    const [meant, folded] = [byText.get(foldLoosely(now)), foldLoosely(earlier)];
    if (meant && folded !== '' && !byText.has(folded)) byText.set(folded, meant);
  }
  const occurrence = (text: string, above: LayoutRow | null) => {
    const number = /(\d+)\s*$/.exec(text)?.[1];
    const own = (row: LayoutRow) => row.kind === 'occurrence' && row.question.code === above?.question.code;
    return number === undefined ? null : (rows.find((row) => own(row) && row.occurrence === Number(number)) ?? null);
  };
  return {
    knows: (text) => byText.has(foldLoosely(text)),
    ofOthers: (text, row) => {
      const all = row.kind === 'occurrence' ? undefined : byText.get(foldLoosely(text));
      if (all === undefined || all.has(row)) return none;
      const others = [...all];
      return others.some(({ id }) => id === row.id) ? none : others;
    },
    find: (text, above) => {
      const all = [...(byText.get(foldLoosely(text)) ?? [])];
      if (all.length === 0) return occurrence(text, above);
      if (all.length === 1) return all[0]!;
      const here = all.filter((row) => row.question.code === above?.question.code);
      const turn = here.filter((row) => row.occurrence === above?.occurrence);
      return here.length === 1 ? here[0]! : turn.length === 1 ? turn[0]! : null;
    },
  };
}
