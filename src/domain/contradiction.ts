/** Contradictions between a country's answer and an official treaty table. Both are kept; the country is asked. */
import type { Answer } from './answer.ts';
import type { Finding } from './finding.ts';

/** A table's statement about one country and one treaty. */
export type TreatyStatement = {
  readonly treaty: string;
  readonly status: string;
  readonly asOf: string;
  readonly source: string;
  /** False if the source is general knowledge; such a fact is not compared with answers. */
  readonly confirmed: boolean;
};

/**
 * Warnings for answers that no statement agrees with.
 *
 * If several treaties can satisfy a question, each must have a confirmed statement, as the answer may be based on the
 * unknown one. A treaty without a row is "not in the source" and contradicts nothing.
 *
 * @param treaties - treaties whose status a question asks for
 * @param statements - statements about this country
 * @param agreeing - choices that agree with a status; a status without an entry is not compared
 */
export function treatyContradictions(
  answers: readonly Answer[],
  treaties: (question: string) => readonly string[],
  statements: readonly TreatyStatement[],
  agreeing: ReadonlyMap<string, ReadonlySet<string>>,
): Finding[] {
  const known = new Map(statements.filter(({ confirmed }) => confirmed).map((one) => [one.treaty, one]));
  return answers.flatMap((answer): Finding[] => {
    if (answer.state !== 'answered' || answer.part !== null) return [];
    const facts = treaties(answer.question).map((treaty) => known.get(treaty));
    const compared = facts.filter((fact) => fact !== undefined && agreeing.has(fact.status));
    if (facts.length === 0 || compared.length < facts.length) return [];
    if (compared.some((fact) => agreeing.get(fact!.status)!.has(String(answer.value)))) return [];
    const { treaty, status, asOf, source } = compared[0]!;
    const details = { answered: answer.raw ?? String(answer.value), treaty, status, as_of: asOf, source };
    const { sheet, cell, question } = answer;
    return [{ code: 'treaty_contradicted', severity: 'warning', sheet, cell, question, details }];
  });
}
