/** How an instrument's choices answer to what a treaty table says, from `treaty_answers.csv` of its framework. */
import { parse } from 'csv-parse/sync';

export type TreatyAnswers = {
  /** Choices that agree with a status. */
  readonly agreeing: ReadonlyMap<string, ReadonlySet<string>>;
  /** The choice to fill in for a status, furthest status first. */
  readonly prefill: ReadonlyMap<string, string>;
};

/** @param text - of the file; empty where an instrument has none, whose answers are then compared with nothing */
export function parseTreatyAnswers(text: string): TreatyAnswers {
  const rows = parse(text, { columns: true, bom: true }) as { status: string; choice: string; prefill: string }[];
  const byStatus = Map.groupBy(rows, ({ status }) => status);
  return {
    agreeing: new Map([...byStatus].map(([status, of]) => [status, new Set(of.map(({ choice }) => choice))])),
    prefill: new Map(rows.filter(({ prefill }) => prefill === 'true').map(({ status, choice }) => [status, choice])),
  };
}
