/** Submissions as parts of a release: finds them in its kept inputs, and removes them from the inputs. */
import { type CountryPart, coversPart } from '../../domain/index.ts';
import type { CountryWithdrawal } from '../../state/index.ts';
import { openWarehouse, readParquet } from '../../warehouse/index.ts';
import type { FrozenCycle } from '../build/frozen.ts';
import type { Erratum } from '../files/manifest.ts';
import { type Inputs, type InputTable, inputTables } from '../input/inputs.ts';
import { inputPath } from '../input/load.ts';

/** The kept file that lists which countries a release contains. */
export const submissionsPath = inputPath('submissions');

export type HeldPart = { readonly country: string; readonly cycle: string };

/**
 * The countries whose submissions a release contains, by cycle; one entry for each release, in the order given.
 *
 * @returns null for a release whose kept inputs cannot be read
 */
export async function heldParts(
  all: readonly ReadonlyMap<string, Uint8Array>[],
): Promise<readonly (readonly HeldPart[] | null)[]> {
  if (all.length === 0) return [];
  const warehouse = await openWarehouse();
  try {
    const held: (readonly HeldPart[] | null)[] = [];
    for (const files of all) {
      const bytes = files.get(submissionsPath);
      const rows = bytes ? await readParquet(warehouse, bytes).catch(() => null) : null;
      held.push(rows?.map(({ country, cycle }) => ({ country: String(country), cycle: String(cycle) })) ?? null);
    }
    return held;
  } finally {
    warehouse.close();
  }
}

/**
 * Input tables without every row that is of these countries in these cycles, and without the rows that depend on such
 * a row. Reference facts remain.
 */
export function withoutParts(inputs: Inputs, withdrawn: readonly CountryPart[]): Inputs {
  const kept = (table: InputTable) => {
    const columns: object = inputTables[table].columns;
    if (!('country' in columns && 'cycle' in columns)) return inputs[table];
    const rows = inputs[table] as readonly HeldPart[];
    return rows.filter((row) => !withdrawn.some((part) => coversPart(part, row)));
  };
  const left = Object.fromEntries(
    (Object.keys(inputTables) as InputTable[]).map((table) => [table, kept(table)]),
  ) as Inputs;
  return { ...left, ...withoutLostReports(left) };
}

/** Decisions about a report of support are removed together with the report. */
function withoutLostReports(inputs: Inputs): Partial<Inputs> {
  const reports = new Set(inputs.support_reports.map(({ report }) => report));
  const tables = (Object.keys(inputTables) as InputTable[]).filter((table) => 'report' in inputTables[table].columns);
  return Object.fromEntries(
    tables.map((table) => {
      const rows = inputs[table] as readonly { readonly report: string; readonly other?: string }[];
      return [table, rows.filter(({ report, other = report }) => reports.has(report) && reports.has(other))];
    }),
  );
}

/** Frozen cycles without the withdrawn countries, and the errata that state what was removed. */
export function leaveOut(
  cycles: readonly FrozenCycle[],
  withdrawn: readonly CountryWithdrawal[],
): { readonly cycles: readonly FrozenCycle[]; readonly errata: readonly Erratum[] } {
  const covers = (country: string, cycle: string) => withdrawn.some((part) => coversPart(part, { country, cycle }));
  const given = cycles.flatMap(({ cycle, accepted }) => [...accepted.keys()].map((country) => ({ country, cycle })));
  const left = withdrawn.filter((part) =>
    given.some(({ country, cycle }) => coversPart(part, { country, cycle: cycle.id })),
  );
  return {
    cycles: cycles.map((one) => ({
      ...one,
      invited: one.invited.filter((country) => !covers(country, one.cycle.id)),
      accepted: new Map([...one.accepted].filter(([country]) => !covers(country, one.cycle.id))),
    })),
    errata: left.map(erratumOf),
  };
}

/** An erratum in the form of a manifest. */
export const erratumOf = ({
  country,
  cycle,
  reason,
  at,
}: Pick<CountryWithdrawal, 'country' | 'cycle' | 'reason' | 'at'>): Erratum => ({
  country,
  cycle,
  reason,
  withdrawn_at: at,
});
