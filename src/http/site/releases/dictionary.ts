/** The column dictionary of a release, from the declarations that it was made with. */
import { valueOfYaml } from '../../../content/index.ts';
import { csvOf } from '../../../domain/index.ts';
import type { PublishedRelease } from '../published.ts';

export type DictionaryColumn = {
  readonly table: string;
  readonly column: string;
  /** From 1, in the order of the file. */
  readonly position: number;
  readonly means: string;
  readonly unit: string | null;
  /** Values that it may have, where they are a list; separated by spaces in the file. */
  readonly codes: readonly string[];
  readonly missing: 'never' | 'empty' | 'empty_with_status';
  /** Column of the same table that states why a value is missing; null if none does. */
  readonly reason: string | null;
};

type Declared = {
  readonly grain?: readonly string[];
  readonly columns?: Readonly<
    Record<string, { readonly means?: string; readonly unit?: string; readonly tests?: readonly unknown[] }>
  >;
};

/** Columns whose values state why another is empty. */
const reasons = ['status', 'state'];
const dictionaries = new WeakMap<PublishedRelease['file'], readonly DictionaryColumn[]>();

/** Read once a release; a table whose declaration the release does not hold is left out. */
export function dictionaryOf({ marts, file }: PublishedRelease): readonly DictionaryColumn[] {
  const known = dictionaries.get(file);
  if (known) return known;
  const made = [...marts].sort().flatMap((table) => {
    const bytes = file(`models/pipelines/marts/${table}.yaml`);
    return bytes ? columnsOf(table, valueOfYaml(new TextDecoder().decode(bytes)) as Declared) : [];
  });
  dictionaries.set(file, made);
  return made;
}

function columnsOf(table: string, { grain = [], columns = {} }: Declared): DictionaryColumn[] {
  const reason = reasons.find((name) => name in columns) ?? null;
  return Object.entries(columns).map(([column, { means = '', unit = null, tests = [] }], at) => {
    const listed = tests.flatMap((test) =>
      typeof test === 'object' && test !== null && 'one_of' in test ? (test.one_of as readonly unknown[]) : [],
    );
    const never = grain.includes(column) || tests.includes('not_null');
    return {
      table,
      column,
      position: at + 1,
      means,
      unit,
      codes: listed.map(String),
      missing: never ? 'never' : reason === null || reason === column ? 'empty' : 'empty_with_status',
      reason: never || reason === column ? null : reason,
    };
  });
}

/** One row a column of a table. */
export function dictionaryCsv(release: PublishedRelease): string {
  const head = 'table column position meaning unit codes missing reason_column illustrative';
  return csvOf([
    head.split(' '),
    ...dictionaryOf(release).map(({ table, column, position, means, unit, codes, missing, reason }) => [
      ...[table, column, position, means, unit, codes.join(' ')],
      ...[missing === 'never' ? 'never' : 'empty', reason, String(release.illustrative)],
    ]),
  ]);
}
