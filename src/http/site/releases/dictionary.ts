/** The data dictionary of a release, from the declarations of its models. */
import { valueOfYaml } from '../../../content/index.ts';
import { csvOf } from '../../../domain/index.ts';
import { keptMartDeclarations } from '../../../pipeline/index.ts';
import type { Manifest } from '../../../release/index.ts';
import type { PublishedRelease } from '../published.ts';

export type DictionaryColumn = {
  readonly table: string;
  readonly column: string;
  /** Counted from 1, in file order. */
  readonly position: number;
  readonly means: string;
  readonly unit: string | null;
  /** Possible values of a code list; separated by spaces in the file. */
  readonly codes: readonly string[];
  readonly missing: 'never' | 'empty' | 'empty_with_status';
  /** Column of the same table that gives the reason for a missing value; null if there is none. */
  readonly reason: string | null;
};

type Declared = {
  readonly grain?: readonly string[];
  readonly columns?: Readonly<
    Record<string, { readonly means?: string; readonly unit?: string; readonly tests?: readonly unknown[] }>
  >;
};

/** Columns whose values give the reason for an empty one. */
const reasons = ['status', 'state'];
const dictionaries = new WeakMap<PublishedRelease['file'], readonly DictionaryColumn[]>();

/** Read once per release; tables whose declaration the release lacks are skipped. */
export function dictionaryOf({ marts, file }: PublishedRelease): readonly DictionaryColumn[] {
  const known = dictionaries.get(file);
  if (known) return known;
  const declarations = declarationsOf(file);
  const made = [...marts].sort().flatMap((table) => {
    const bytes = file(declarations.get(table) ?? '');
    return bytes ? columnsOf(table, valueOfYaml(new TextDecoder().decode(bytes)) as Declared) : [];
  });
  dictionaries.set(file, made);
  return made;
}

/** Path of each mart's declaration in the release, by its manifest. */
export function declarationsOf(file: PublishedRelease['file']): ReadonlyMap<string, string> {
  const bytes = file('manifest.json');
  const { models = [] } = (bytes === null ? {} : JSON.parse(new TextDecoder().decode(bytes))) as Partial<Manifest>;
  return keptMartDeclarations(models.map(({ path }) => path));
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

/** One row for each column of a table. */
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
