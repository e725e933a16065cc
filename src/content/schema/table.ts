/** Checks a table against the schema of one line: the header first, then every cell. */
import type { Fault } from '../../problem/index.ts';
import type { ContentTable } from '../file.ts';
import { nearest } from '../nearest.ts';
import { explainAll } from './explain.ts';
import type { Schema } from './load.ts';
import { type JsonObject, schemaFaults } from './validate.ts';

export type TableFaults = {
  readonly faults: Fault[];
  readonly isHeadFaulty: boolean;
  /** Columns with a faulty cell. */
  readonly columns: ReadonlySet<string>;
};

export function tableFaults(table: ContentTable, { schema, root }: Schema): TableFaults {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, JsonObject>>;
  const patterns = Object.keys((schema.patternProperties ?? {}) as object).map((source) => new RegExp(source, 'u'));
  const known = Object.keys(properties);
  const ofHead = headFaults(table, known, patterns, (schema['x-columns'] ?? known) as readonly string[]);
  if (ofHead.length > 0) return { faults: ofHead, isHeadFaulty: true, columns: new Set() };
  const columns = new Set<string>();
  const faults = table.rows.flatMap((row, at) => {
    if (table.broken.has(at)) return [];
    const value = typed(row, properties);
    return explainAll(schemaFaults(schema, value, root), value, 'The line').map(({ path, lacks, ...wording }) => {
      const column = path.length > 0 ? String(path[0]) : (lacks ?? null);
      if (column !== null) columns.add(column);
      return table.fault(at, column, wording);
    });
  });
  return { faults, isHeadFaulty: false, columns };
}

function headFaults(
  table: ContentTable,
  known: readonly string[],
  patterns: readonly RegExp[],
  wanted: readonly string[],
) {
  const { head } = table;
  const faults: Fault[] = [];
  for (const [at, column] of head.entries()) {
    if (!known.includes(column) && !patterns.some((pattern) => pattern.test(column))) {
      const near = nearest(
        column,
        known.filter((name) => !head.includes(name)),
      );
      const what = `The table has a column "${column}", which has no meaning here.`;
      faults.push(
        table.fault(-1, column, {
          what,
          near,
          correction: near.length > 0 ? '' : `Its columns are ${known.join(', ')}.`,
        }),
      );
    } else if (head.indexOf(column) !== at) {
      const what = `The column "${column}" occurs twice in the first line.`;
      faults.push(table.fault(-1, column, { what, correction: 'Remove one of the two.' }));
    }
  }
  const suggested = faults.flatMap(({ didYouMean }) => didYouMean);
  for (const column of wanted.filter((name) => !head.includes(name) && !suggested.includes(name)))
    faults.push(
      table.fault(-1, null, {
        what: `The table has no column "${column}".`,
        correction: `Name it in the first line; the columns are ${known.join(', ')}, separated by commas, in UTF-8.`,
      }),
    );
  return faults;
}

/**
 * Cells converted to the types of the schema; an empty cell is no value, and a cell that cannot be converted remains
 * text.
 */
function typed(row: Readonly<Record<string, string>>, properties: Readonly<Record<string, JsonObject>>): JsonObject {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, cell]): [string, unknown][] => {
      if (cell === '') return [];
      const { type } = properties[column] ?? {};
      if (type === 'boolean' && /^(true|false)$/.test(cell)) return [[column, cell === 'true']];
      if ((type === 'number' || type === 'integer') && Number.isFinite(Number(cell))) return [[column, Number(cell)]];
      return [[column, cell]];
    }),
  );
}
