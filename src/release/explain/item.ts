/** One answer behind a figure, with the workbook cell that contains it. */
import { type ExplainedRow, key, type Labels, number, type ReleaseIndex, text } from './read.ts';

/** If the country lets an answer feed scores without being listed, `listed` is false and the value is null. */
export type ExplainedItem = {
  readonly item: string;
  readonly question: string;
  readonly label: string;
  readonly listed: boolean;
  /** `none`, `rounded` or `withheld`, as in marts.question_scores; `none` in a release of earlier software. */
  readonly protection: string;
  readonly state: string | null;
  /** As stored. */
  readonly value: string | null;
  /** As a reader of the questionnaire knows it: the label of a choice, otherwise the value. */
  readonly valueLabel: string | null;
  readonly score: number | null;
  /** Share of the figure above, among the items that have a value in this country, and the points contributed to it. */
  readonly weight: number | null;
  readonly contribution: number | null;
  readonly hidden: boolean;
  readonly evidence: string | null;
  /**
   * True if the country confirmed an earlier answer, false if it gave the answer again; null if the answer is not
   * listed.
   */
  readonly reused: boolean | null;
  readonly fileName: string | null;
  readonly sha256: string | null;
  readonly revision: number | null;
  readonly sheet: string | null;
  readonly cell: string | null;
  /** What official treaty tables state about the treaties that the question asks about. */
  readonly facts: readonly TreatyFactRead[];
};

export type TreatyFactRead = {
  readonly treaty: string;
  readonly label: string;
  readonly status: string;
  readonly asOf: string;
  readonly source: string;
  readonly confirmed: boolean;
  /** True if the answer contradicts the fact. */
  readonly contradicted: boolean;
};

export type ItemReader = (
  row: ExplainedRow,
  gives?: { weight: number | null; contribution: number | null },
) => ExplainedItem;

/**
 * Reads rows of marts.question_scores. `gives` states what the item contributes to a figure other than its indicator.
 */
export function itemReader(rows: ReleaseIndex, say: Labels): ItemReader {
  return (one, gives) => {
    const [cycle, country] = [String(one.cycle), String(one.country)];
    const [item, question] = [String(one.item), String(one.question)];
    const contradicted = rows.contradictions.get(key(cycle, country, question))?.[0]?.treaty;
    const treaties = (rows.asked.get(key(cycle, question)) ?? []).map((asked) => String(asked.treaty));
    return {
      item,
      question,
      label: say('question', question),
      listed: one.listed === true,
      protection: text(one.protection) ?? 'none',
      state: text(one.state),
      value: text(one.value_text),
      valueLabel: valueLabelOf(rows, say, question, text(one.value_text)),
      score: number(one.score),
      weight: gives ? gives.weight : number(one.weight_in_indicator),
      contribution: gives ? gives.contribution : number(one.contribution),
      hidden: one.hidden === true,
      evidence: text(one.evidence_state),
      reused: one.state === 'answered' && typeof one.confirmed === 'boolean' ? one.confirmed : null,
      fileName: text(one.file_name),
      sha256: text(one.upload_sha256),
      revision: number(one.revision),
      sheet: text(one.sheet),
      cell: text(one.cell),
      facts: treaties.flatMap((treaty) =>
        (rows.facts.get(key(treaty, country)) ?? []).map((fact) => ({
          treaty,
          label: say('treaty', treaty),
          status: String(fact.status),
          asOf: String(fact.as_of),
          source: String(fact.source),
          confirmed: fact.confirmed === true,
          contradicted: contradicted === treaty,
        })),
      ),
    };
  };
}

/** The label of a choice. A list of numbered choices shows the number too: `3 – covered in full`. */
function valueLabelOf({ lists }: ReleaseIndex, say: Labels, question: string, value: string | null): string | null {
  const list = lists.get(question);
  if (value === null || !list) return value;
  const label = (name: string) => {
    const known = say('choice', `${list}:${name}`);
    if (known === `${list}:${name}`) return name;
    return /^\d+$/.test(name) && !known.startsWith(name) ? `${name} – ${known}` : known;
  };
  return value.split(' ').map(label).join(', ');
}
