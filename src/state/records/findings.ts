/** Findings of the check of an upload. Their details quote answers, so a finding has the class of its question. */
import { type AnswerClass, answerClasses, classOf, type Entitlement, type Finding } from '../../domain/index.ts';
import { type Connection, inChunks, storable, type Transaction } from '../engine/connection.ts';
import type { Settled } from './answers.ts';

export type KeptFinding = Finding & { readonly class: AnswerClass };

export async function keep(tx: Transaction, upload: string, findings: readonly KeptFinding[]): Promise<void> {
  const rows = findings.map((finding, position) => ({
    upload,
    position,
    code: finding.code,
    severity: finding.severity,
    sheet: storable(finding.sheet),
    cell: finding.cell,
    question: finding.question,
    class: finding.class,
    details: storable(JSON.stringify(finding.details)),
  }));
  for (const chunk of inChunks(rows, 1_000)) await tx.insertInto('findings').values(chunk).execute();
}

/** Deletes the findings of an earlier check of the same upload. */
export async function clear(tx: Transaction, upload: string): Promise<void> {
  await tx.deleteFrom('findings').where('upload', '=', upload).execute();
}

/**
 * Updates the class of findings of a submission's uploads to that of their answers, after a choice has changed.
 * Findings stored as confidential for other reasons remain so.
 */
export async function settle(
  tx: Transaction,
  { cycle, country }: { cycle: string; country: string },
  settled: readonly Settled[],
): Promise<void> {
  const uploads = tx
    .selectFrom('uploads')
    .select('id')
    .where('cycle', '=', cycle)
    .where('country', '=', country)
    .where('revision', 'is not', null);
  for (const [answerClass, of] of Map.groupBy(settled, (one) => classOf(one.class, one.publication))) {
    for (const chunk of inChunks(of, 500)) {
      await tx
        .updateTable('findings')
        .set({ class: answerClass })
        .where('upload', 'in', uploads)
        .where(
          'question',
          'in',
          chunk.map(({ question }) => question),
        )
        .where('class', '<>', 'confidential')
        .execute();
    }
  }
}

/** In the order in which they were found. */
export async function ofUpload(connection: Connection, upload: string, { upTo }: Entitlement): Promise<KeptFinding[]> {
  const rows = await connection
    .selectFrom('findings')
    .select(['code', 'severity', 'sheet', 'cell', 'question', 'class', 'details'])
    .where('upload', '=', upload)
    .where('class', 'in', answerClasses.slice(0, answerClasses.indexOf(upTo) + 1))
    .orderBy('position')
    .execute();
  return rows.map((row) => ({ ...row, details: JSON.parse(row.details) }));
}
