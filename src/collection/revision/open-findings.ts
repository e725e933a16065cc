/** Findings from combining an upload with what was recorded before, and findings that are still open in a revision. */
import { type Answer, answerId, type Finding, fullEntitlement, treatyContradictions } from '../../domain/index.ts';
import type { Instrument } from '../../questionnaire/index.ts';
import { type Connection, findings, type KeptAnswer } from '../../state/index.ts';
import { statementsOf } from '../cycle/treaties.ts';
import { type DeskWorld, instant } from '../desk.ts';
import type { ReadUpload } from '../upload/read-upload.ts';
import { repeatedOccurrences } from '../upload/repeated.ts';
import { type RevisionAnswers, rowOf } from './revision.ts';

type Composed = {
  readonly instrument: Instrument;
  readonly together: RevisionAnswers;
  readonly before: readonly KeptAnswer[];
  /** Id of the upload. */
  readonly upload: string;
  readonly country: string;
};

/**
 * Warnings: an answer that contradicts an official treaty table, one that two files changed, a remark that was
 * dropped.
 */
export async function composedFindings(world: DeskWorld, connection: Connection, put: Composed): Promise<Finding[]> {
  const { instrument, together, upload, country } = put;
  const contradicted = treatyContradictions(
    together.answers.filter((answer) => answer.upload === upload),
    (question) => instrument.questions.get(question)?.treaties ?? [],
    await statementsOf(connection, country, instant(world).slice(0, 10)),
    world.content.treatyAnswers(instrument.id).agreeing,
  );
  const byId = new Map(together.composed.map(({ id, answer }) => [id, answer]));
  return [...contradicted, ...besideEarlier(put), ...repeatedOccurrences(instrument, byId)];
}

function besideEarlier({ together, before }: Composed): Finding[] {
  const earlier = new Map(before.map((answer) => [answerId(answer), answer]));
  return together.composed.flatMap(({ id, answer, conflict, left }): Finding[] => {
    const { sheet, cell, question } = answer;
    const warn = (code: string, details: Finding['details']): Finding[] => [
      { code, severity: 'warning', sheet, cell, question, details },
    ];
    return [
      ...(conflict ? warn('changed_in_both', { newer: wordsOf(earlier.get(id)!), typed: wordsOf(answer) }) : []),
      ...left.flatMap((column) => warn('remark_left', { column })),
    ];
  });
}

const wordsOf = ({ raw, value, state }: Answer) => String(raw ?? value ?? state).slice(0, 200);

/** Number of open findings in a revision: those of its upload, and earlier ones on answers that were kept. */
export async function countOpen(
  connection: Connection,
  found: readonly Finding[],
  { answers }: Pick<RevisionAnswers, 'answers'>,
  { upload, checked }: Pick<ReadUpload, 'upload' | 'checked'>,
) {
  const rows = new Map(checked.answers.map((answer) => [rowOf(answer), answerId(answer)]));
  const keyOf = ({ code }: Finding, id: string | null | undefined) => `${code} ${id}`;
  const named = new Set(found.map((finding) => keyOf(finding, rows.get(rowOf(finding)) ?? finding.question)));
  const earlier: Finding[] = [];
  const kept = answers.filter((answer) => answer.upload !== upload.id);
  for (const [of, keptOf] of Map.groupBy(kept, (answer) => answer.upload)) {
    const byRow = new Map(keptOf.map((answer) => [rowOf(answer), answerId(answer)]));
    const questions = new Set(keptOf.map(({ question }) => question));
    for (const finding of await findings.ofUpload(connection, of, fullEntitlement)) {
      const row = rowOf(finding);
      const id = row === null ? finding.question : byRow.get(row);
      const isKept = row === null ? questions.has(finding.question ?? '') : id !== undefined;
      if (isKept && !named.has(keyOf(finding, id))) earlier.push(finding);
    }
  }
  const count = (severity: Finding['severity']) =>
    [...found, ...earlier].filter((finding) => finding.severity === severity).length;
  return { errors: count('error'), warnings: count('warning') };
}
