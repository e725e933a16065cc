/**
 * What a benchmark found about one piece of work: a figure a round, never one alone, so that the statement about it can be
 * compared with its spread.
 */

/** One piece of work, once: milliseconds by the clock and of the processor, children included. */
export type Sample = { readonly wall: number; readonly processor: number };

/** Figures of all rounds, in their order; those of two works of the same rounds are pairs. */
export type Taken = { readonly wall: readonly number[]; readonly processor: readonly number[] };

export type Row = {
  readonly work: string;
  readonly unit: 'µs' | 'ms' | 's' | 'B' | 'kB' | 'MB' | '';
  /** In that unit, one a round: time by the clock, bytes, a count. */
  readonly measured: readonly number[];
  /** In the unit of `measured`: the processor's time, one a round. */
  readonly processor?: readonly number[];
  /** What the same run measured next to it, round for round. */
  readonly anchor?: {
    readonly name: string;
    readonly measured: readonly number[];
    readonly processor?: readonly number[];
  };
  readonly aim?: Aim;
  /** What was measured elsewhere, once; shown, and nothing is concluded from it. */
  readonly history?: string;
};

/** What is hoped of each round; a ratio is of a round's work to the same round's anchor. */
export type Aim = { readonly of: 'measured' | 'processor' | 'ratio' | 'processor ratio' } & (
  | { readonly most: number; readonly least?: never }
  | { readonly least: number; readonly most?: never }
);

/** A row of times, told in a unit. */
export function timesIn(unit: 'µs' | 'ms' | 's', { wall, processor }: Taken): Pick<Row, 'measured' | 'processor'> {
  const factor = { µs: 1_000, ms: 1, s: 0.001 }[unit];
  return { measured: wall.map((value) => value * factor), processor: processor.map((value) => value * factor) };
}

/** The same for what it is compared with. */
export const anchorIn = (unit: 'µs' | 'ms' | 's', name: string, taken: Taken): NonNullable<Row['anchor']> => ({
  name,
  ...timesIn(unit, taken),
});

/**
 * @returns null if the row has no aim or nothing to hold against it
 * @throws Error where an aim has times or memory of fewer than five rounds: they show no spread
 */
export function verdict(row: Row): 'pass' | 'falls short' | null {
  const { aim } = row;
  if (!aim) return null;
  const values = valuesOf(row, aim.of);
  if (!values) return null;
  const drifts = row.unit !== 'B' && row.unit !== 'kB' && row.unit !== '';
  if (drifts && values.length < leastRounds)
    throw new Error(`${row.work}: ${values.length} rounds, not ${leastRounds}`);
  const holds = (value: number) => (aim.most === undefined ? value >= aim.least : value <= aim.most);
  return values.every(holds) ? 'pass' : 'falls short';
}

const leastRounds = 5;

/** @returns null if the row has no such figures */
function valuesOf({ measured, processor, anchor }: Row, of: Aim['of']): readonly number[] | null {
  if (of === 'measured') return measured;
  if (of === 'processor') return processor ?? null;
  const [own, other] = of === 'ratio' ? [measured, anchor?.measured] : [processor, anchor?.processor];
  return own && other ? own.map((value, round) => value / other[round]!) : null;
}

const heads = ['work', 'measured', 'processor', 'beside it', 'ratio', 'aim', ''] as const;

/** What is in a table, spreads from the least to the most in brackets. */
export function cells(row: Row): string[] {
  const { work, unit, measured, processor, anchor, aim, history } = row;
  // Of the two ratios the one that is aimed at; the processor's where none is, as it moves less.
  const kind = aim?.of === 'ratio' || !(processor && anchor?.processor) ? 'ratio' : 'processor ratio';
  const ratios = valuesOf(row, kind);
  const beside =
    anchor && (kind === 'ratio' ? anchor.measured : anchor.processor!).length > 0
      ? `${anchor.name} ${number(median(kind === 'ratio' ? anchor.measured : anchor.processor!))} ${unit}`.trim()
      : '';
  const aimUnit = aim?.of === 'ratio' || aim?.of === 'processor ratio' ? '×' : unit;
  return [
    work,
    spread(measured, unit),
    processor ? spread(processor, unit) : '',
    [beside, history].filter(Boolean).join('; '),
    ratios ? spread(ratios, '×') : '',
    aim ? `${aim.of} ${aim.most === undefined ? '≥' : '≤'} ${aim.most ?? aim.least} ${aimUnit}`.trim() : '',
    verdict(row) ?? '',
  ];
}

const spread = (values: readonly number[], unit: string) => {
  const [least, most] = [Math.min(...values), Math.max(...values)].map(number);
  return `${number(median(values))}${least === most ? '' : ` (${least}–${most})`} ${unit}`.trim();
};

/** Three digits that count. */
const number = (value: number) => {
  const size = Math.abs(value);
  const digits = size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return Number(value.toFixed(digits)).toString();
};

/** A table that reads unchanged and as Markdown. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, at) => Math.max(3, head.length, ...rows.map((row) => row[at]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [heads, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};
