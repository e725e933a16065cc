/** Imported reports of support, and decisions about pairs of reports. */
import type { Selectable } from 'kysely';
import { type Connection, inChunks, storable, type Transaction } from '../engine/connection.ts';
import type { Tables } from '../tables.ts';

export type StoredSupport = {
  readonly report: string;
  /** Name of the source from which it was imported. */
  readonly source: string;
  readonly file: string;
  /**
   * The source's own instant or date: of two imports of a report the later one is kept, in whichever order they are
   * imported.
   */
  readonly updated: string;
  /** The report, JSON. */
  readonly body: string;
  /** Faults of the report, JSON. */
  readonly faults: string;
  readonly illustrative: boolean;
  readonly importedAt: string;
  /** Id of the person. */
  readonly importedBy: string;
};

export type SupportDecision = {
  readonly report: string;
  readonly other: string;
  readonly decision: 'same' | 'different';
  readonly reason: string | null;
  readonly decidedAt: string;
  readonly decidedBy: string;
};

/** Adds reports, and replaces existing ones. */
export async function put(tx: Transaction, reports: readonly StoredSupport[]): Promise<void> {
  for (const chunk of inChunks(reports.map(asRow), 100)) {
    await tx
      .insertInto('support_reports')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column('report').doUpdateSet(({ ref }) => ({
          source: ref('excluded.source'),
          file: ref('excluded.file'),
          updated: ref('excluded.updated'),
          body: ref('excluded.body'),
          faults: ref('excluded.faults'),
          illustrative: ref('excluded.illustrative'),
          imported_at: ref('excluded.imported_at'),
          imported_by: ref('excluded.imported_by'),
        })),
      )
      .execute();
  }
}

/** Sorted by report. */
export async function list(connection: Connection): Promise<StoredSupport[]> {
  const rows = await connection.selectFrom('support_reports').selectAll().execute();
  // Sorted here, as the two databases sort text differently.
  return rows.map(asSupport).sort((a, b) => (a.report < b.report ? -1 : 1));
}

/** @returns the number of removed reports */
export async function removeSource(tx: Transaction, source: string): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('support_reports')
    .where('source', '=', source)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/** Stores a decision about a pair, replacing an earlier one. */
export async function decide(tx: Transaction, decided: SupportDecision): Promise<void> {
  const [report, other] = inOrder(decided.report, decided.other);
  const row = {
    report,
    other,
    decision: decided.decision,
    reason: storable(decided.reason),
    decided_at: decided.decidedAt,
    decided_by: decided.decidedBy,
  };
  await tx
    .insertInto('support_decisions')
    .values(row)
    .onConflict((conflict) => conflict.columns(['report', 'other']).doUpdateSet(row))
    .execute();
}

/** @returns the revoked decision; null if there was none */
export async function undo(tx: Transaction, one: string, two: string): Promise<SupportDecision | null> {
  const [report, other] = inOrder(one, two);
  const row = await tx
    .deleteFrom('support_decisions')
    .where('report', '=', report)
    .where('other', '=', other)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : asDecision(row);
}

/** Sorted by the reports. */
export async function decisions(connection: Connection): Promise<SupportDecision[]> {
  const rows = await connection.selectFrom('support_decisions').selectAll().execute();
  const place = ({ report, other }: SupportDecision) => `${report}\n${other}`;
  return rows.map(asDecision).sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

const inOrder = (one: string, two: string): [string, string] => (one < two ? [one, two] : [two, one]);

const asRow = (one: StoredSupport) => ({
  report: storable(one.report),
  source: storable(one.source),
  file: storable(one.file),
  updated: storable(one.updated),
  body: storable(one.body),
  faults: storable(one.faults),
  illustrative: one.illustrative ? 1 : 0,
  imported_at: one.importedAt,
  imported_by: one.importedBy,
});

const asSupport = (row: Selectable<Tables['support_reports']>): StoredSupport => ({
  report: row.report,
  source: row.source,
  file: row.file,
  updated: row.updated,
  body: row.body,
  faults: row.faults,
  illustrative: row.illustrative === 1,
  importedAt: row.imported_at,
  importedBy: row.imported_by,
});

const asDecision = (row: Selectable<Tables['support_decisions']>): SupportDecision => ({
  report: row.report,
  other: row.other,
  decision: row.decision as SupportDecision['decision'],
  reason: row.reason,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
});
