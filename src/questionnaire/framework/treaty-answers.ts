/** Which choices correspond to the statuses of a treaty table, from `treaty_answers.csv` of the framework. */
import { hasFramework, loadFramework } from './framework.ts';

export type TreatyAnswers = {
  /** Choices that agree with a status. */
  readonly agreeing: ReadonlyMap<string, ReadonlySet<string>>;
  /** The choice to prefill for a status, most advanced status first. */
  readonly prefill: ReadonlyMap<string, string>;
};

/** Empty for an instrument without the file. @throws Problem `content_faulty` */
export function loadTreatyAnswers(contentRoot: string, instrument: string): TreatyAnswers {
  const rows = hasFramework(contentRoot, instrument) ? loadFramework(contentRoot, instrument).treaty_answers : [];
  const byStatus = Map.groupBy(rows, ({ status }) => status);
  return {
    agreeing: new Map([...byStatus].map(([status, of]) => [status, new Set(of.map(({ choice }) => choice))])),
    prefill: new Map(rows.filter(({ prefill }) => prefill).map(({ status, choice }) => [status, choice])),
  };
}
