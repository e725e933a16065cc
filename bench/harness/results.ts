/** The results of all benchmarks, in one file, and the table generated from it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cells, type Row, table } from './row.ts';

export type Found = {
  /** Day, machine and software that was measured. */
  readonly about: { readonly day: string; readonly cores: number; readonly node: string; readonly software: string };
  readonly load: number;
  readonly seconds: number;
  readonly rows: readonly Row[];
};

/** By benchmark name. */
export type Results = Readonly<Record<string, Found>>;

export const readResults = (path: string): Results =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : {};

/** Figures with five digits, so that differences between two runs are meaningful. */
export function saveResults(path: string, results: Results): void {
  const short = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(5)) : value);
  const text = Object.entries(results).map(([name, { rows, ...rest }]) => {
    const lines = rows.map((row) => `      ${JSON.stringify(row, short)}`);
    return `  ${JSON.stringify(name)}: {\n    ${JSON.stringify(rest, short).slice(1, -1)},\n    "rows": [\n${lines.join(',\n')}\n    ]\n  }`;
  });
  writeFileSync(path, `{\n${text.join(',\n')}\n}\n`);
}

/** Results for the same software and machine need not be measured again. */
export const isSame = (found: Found | undefined, about: Found['about']): boolean =>
  found !== undefined &&
  found.about.software === about.software &&
  found.about.cores === about.cores &&
  found.about.node === about.node;

export function resultTable(results: Results): string {
  const rows = Object.entries(results).flatMap(([name, { rows }]) =>
    rows.map((row) => cells({ ...row, work: `${name}: ${row.work}` })),
  );
  const days = [
    ...new Set(Object.values(results).map(({ about }) => `${about.day}, ${about.cores} cores, Node ${about.node}`)),
  ];
  return `${days.join('; ')}\n\n${table(rows)}`;
}

const [begin, end] = ['<!-- bench: begin -->', '<!-- bench: end -->'];

/** @throws Error if the page has no marks for it */
export function withTable(page: string, written: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no ${begin} and ${end}`);
  return `${page.slice(0, from)}${begin}\n\n${written}\n\n${page.slice(to)}`;
}
