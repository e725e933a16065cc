/** What a benchmark found: one line for each piece of work, told to whoever ran it and shown as a table. */
import process from 'node:process';

export type Outcome = {
  readonly work: string;
  /** Median of the rounds with its unit, such as `397 ms`. */
  readonly measured: string;
  /** What it is held against in the same run, with its own median. */
  readonly against?: string;
  /** Of the measured to what it is held against. */
  readonly ratio?: number;
  readonly aim?: Aim;
};

/** What is hoped of a value, which is a ratio unless it has a unit. */
export type Aim = { readonly value: number; readonly unit?: string } & (
  | { readonly most: number; readonly least?: never }
  | { readonly least: number; readonly most?: never }
);

export type Measured = { readonly outcome: Outcome };

/** Prints outcomes as they come, and tells them to the process that started this one. */
export async function report(outcomes: AsyncIterable<Outcome> | Iterable<Outcome>): Promise<void> {
  for await (const outcome of outcomes) {
    process.stdout.write(`${cells(outcome).join('  ')}\n`);
    process.send?.({ outcome } satisfies Measured);
  }
  if (process.connected) process.disconnect();
}

export const heads = ['work', 'measured', 'against', 'ratio', 'aim', ''] as const;

export function cells({ work, measured, against, ratio, aim }: Outcome): string[] {
  const limit = aim?.most ?? aim?.least;
  const reported = aim && `${aim.most === undefined ? '≥' : '≤'} ${limit} ${aim.unit ?? '×'}`;
  return [
    work,
    measured,
    against ?? '–',
    ratio === undefined ? '–' : `${short(ratio)} ×`,
    reported ?? '–',
    aim ? verdict(aim) : '',
  ];
}

const verdict = (aim: Aim) => (holds(aim) ? 'pass' : 'falls short');

export const holds = ({ value, most, least }: Aim): boolean => (most === undefined ? value >= least! : value <= most);

const short = (ratio: number) => (ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2));

/** A table that reads as it stands and as Markdown. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, at) => Math.max(head.length, ...rows.map((row) => row[at]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [line(heads), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
