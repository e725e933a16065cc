/** Converts a country's answers about the support that it receives to reports: one for each line of the question. */
import { createHash } from 'node:crypto';
import { nothingMore, type SupportReport } from './report.ts';

/** One line of the support question, by role; roles that the country left blank are absent. */
export type SupportAnswer = {
  readonly cycle: string;
  readonly country: string;
  readonly illustrative: boolean;
  readonly statements: Readonly<
    Partial<Record<'provider' | 'project' | 'area' | 'from' | 'to' | 'value' | 'iati' | 'use', string>>
  >;
  /** Currency of the question; null if it names none. */
  readonly currency: string | null;
  /** Reference date of the answers, ISO. */
  readonly referenceDate: string;
};

/**
 * Reports of one country's lines. The code of a report is derived from its content and not from its position, so that
 * a decision about it remains valid when lines move, and lapses when the content changes.
 */
export function answerReports(answers: readonly SupportAnswer[]): SupportReport[] {
  const seen = new Map<string, number>();
  return answers.flatMap((answer) => {
    const { provider, project, iati } = answer.statements;
    // A line with neither provider nor project describes no activity.
    if ((provider ?? project ?? iati) === undefined) return [];
    const name = nameOf(answer);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return [reportOf(answer, times === 1 ? name : `${name}.${times}`)];
  });
}

function reportOf(
  { cycle, country, illustrative, statements, currency, referenceDate }: SupportAnswer,
  report: string,
) {
  const amount = statements.value === undefined || currency === null ? null : Number(statements.value);
  const source: SupportReport = {
    report,
    ...nothingMore,
    source: 'answer',
    kind: illustrative ? 'illustrative' : 'real',
    owner: { cycle, country },
    title: statements.project ?? statements.provider ?? statements.iati ?? null,
    identifiers: statements.iati === undefined ? [] : [statements.iati],
    organisations: statements.provider === undefined ? [] : [{ role: 'funder', name: statements.provider, ref: null }],
    region: null,
    countries: [{ country, share: 1 }],
    areas: statements.area === undefined ? [] : [{ area: statements.area, share: 1 }],
    begins: statements.from ?? null,
    ends: statements.to ?? null,
    status: null,
    amount,
    currency: amount === null ? null : currency,
    year: amount === null ? null : Number(referenceDate.slice(0, 4)),
    partOf: null,
    note: null,
    citation: `${cycle} ${country}`,
    asOf: referenceDate,
  };
  return source;
}

function nameOf({ country, statements: { provider, project, area, from, iati } }: SupportAnswer): string {
  const line = [provider, project, area, from, iati].map((part) => (part ?? '').trim().toLowerCase());
  return `answer:${country}:${createHash('sha256').update(line.join('\n')).digest('hex').slice(0, 8)}`;
}
