/**
 * The result of a benchmark for one piece of work: a figure for each round, so that a statement about it can be
 * compared with its spread.
 */

/** One execution: milliseconds of wall-clock and processor time, children included. */
export type Sample = { readonly wall: number; readonly processor: number };

/**
 * Figures of all rounds, in order; figures of two works in the same round are paired.
 *
 * `pace`: how many times as long as on the quiet machine a fixed piece of work took in the round (`pace.ts`).
 */
export type Taken = {
  readonly wall: readonly number[];
  readonly processor: readonly number[];
  readonly pace?: readonly number[];
  /** What each turn of each round took, of which the figure of the round is the median. */
  readonly turns: readonly (readonly Sample[])[];
};

export type Row = {
  readonly work: string;
  readonly unit: 'µs' | 'ms' | 's' | 'B' | 'kB' | 'MB' | '';
  /** In the given unit, one per round: wall-clock time, bytes, a count. */
  readonly measured: readonly number[];
  /** In the unit of `measured`: processor time, one per round. */
  readonly processor?: readonly number[];
  /** A comparison measured in the same run, round by round. */
  readonly anchor?: {
    readonly name: string;
    readonly measured: readonly number[];
    readonly processor?: readonly number[];
    /** Of the work to it, one per round: the median of its turns' ratios. Without them, the ratio of the two figures of a round. */
    readonly ratios?: { readonly measured: readonly number[]; readonly processor: readonly number[] };
  };
  readonly aim?: Aim;
  /** For times with an aim of their own: the aim is for the quiet machine, so each round's time is divided by its pace if that is above 1. */
  readonly pace?: readonly number[];
  /** Measured once elsewhere; shown without conclusions. */
  readonly history?: string;
  /** What keeps it from its aim, as measured; shown where it falls short. */
  readonly limit?: string;
};

/** The target for each round; a ratio is that of the work to its anchor in the same round. */
export type Aim = { readonly of: 'measured' | 'processor' | 'ratio' | 'processor ratio' } & (
  | { readonly most: number; readonly least?: never }
  | { readonly least: number; readonly most?: never }
);

/** A row of times, converted to a unit. */
export function timesIn(
  unit: 'µs' | 'ms' | 's',
  { wall, processor, pace }: Omit<Taken, 'turns'>,
): Pick<Row, 'measured' | 'processor' | 'pace'> {
  return { ...converted(unit, wall, processor), ...(pace && { pace }) };
}

function converted(unit: 'µs' | 'ms' | 's', wall: readonly number[], processor: readonly number[]) {
  const factor = { µs: 1_000, ms: 1, s: 0.001 }[unit];
  return { measured: wall.map((value) => value * factor), processor: processor.map((value) => value * factor) };
}

/**
 * The comparison of a work with another, of which each had its turns next to those of the other: what changes the speed of
 * the machine for seconds changes both of a turn.
 *
 * @param times - the other this many times
 */
export function anchorIn(
  unit: 'µs' | 'ms' | 's',
  name: string,
  work: Pick<Taken, 'turns'>,
  other: Taken,
  times = 1,
): NonNullable<Row['anchor']> {
  const scaled = (values: readonly number[]) => values.map((value) => value * times);
  const ratios = (of: keyof Sample) =>
    work.turns.slice(0, other.turns.length).map((turns, round) => {
      const beside = other.turns[round]!;
      return median(turns.map((turn, at) => turn[of] / (times * beside[at]![of])));
    });
  return {
    name,
    ...converted(unit, scaled(other.wall), scaled(other.processor)),
    ratios: { measured: ratios('wall'), processor: ratios('processor') },
  };
}

/**
 * @returns null if the row has no target or no figures for it
 * @throws Error if a target for times or memory has fewer than five rounds, which show no spread
 */
export function verdict(row: Row): 'pass' | 'falls short' | null {
  const { aim } = row;
  if (!aim) return null;
  const values = atPace(row, aim.of);
  if (!values) return null;
  const drifts = row.unit !== 'B' && row.unit !== 'kB' && row.unit !== '';
  if (drifts && values.length < leastRounds)
    throw new Error(`${row.work}: ${values.length} rounds, not ${leastRounds}`);
  const holds = (value: number) => (aim.most === undefined ? value >= aim.least : value <= aim.most);
  return values.every(holds) ? 'pass' : 'falls short';
}

const leastRounds = 5;

/** @returns null if the row has no such figures; a ratio of each round that both have, which are the first of either */
function valuesOf({ measured, processor, anchor }: Row, of: Aim['of']): readonly number[] | null {
  if (of === 'measured') return measured;
  if (of === 'processor') return processor ?? null;
  const kind = of === 'ratio' ? 'measured' : 'processor';
  if (anchor?.ratios) return anchor.ratios[kind];
  const [own, other] = [kind === 'measured' ? measured : processor, anchor?.[kind]];
  return own && other ? own.slice(0, other.length).map((value, round) => value / other[round]!) : null;
}

/**
 * Times as they would be on the quiet machine; ratios do not depend on the pace, and bytes do not. No machine of this kind is
 * faster than the quiet one: a pace below 1 is the spread of the fixed work, which makes no aim harder.
 */
function atPace(row: Row, of: Aim['of']): readonly number[] | null {
  const values = valuesOf(row, of);
  return values && isPaced(row) ? values.map((value, round) => value / Math.max(1, row.pace![round]!)) : values;
}

/** Whether the aim is a time that depends on the pace of the machine. */
const isPaced = ({ pace, aim, unit }: Row): boolean =>
  pace !== undefined &&
  (aim?.of === 'measured' || aim?.of === 'processor') &&
  (unit === 's' || unit === 'ms' || unit === 'µs');

const heads = ['work', 'measured', 'processor', 'beside it', 'ratio', 'pace', 'aim', ''] as const;

/** Cells of the table, with spreads from minimum to maximum in brackets. */
export function cells(row: Row): string[] {
  const { work, unit, measured, processor, anchor, aim, history } = row;
  // The ratio with the target; by default that of processor time, which varies less.
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
    isPaced(row) ? spread(row.pace!, '') : '',
    aim ? `${aim.of} ${aim.most === undefined ? '≥' : '≤'} ${aim.most ?? aim.least} ${aimUnit}`.trim() : '',
    said(row),
  ];
}

const said = (row: Row): string => {
  const found = verdict(row);
  return found === 'falls short' && row.limit ? `${found}: ${row.limit}` : (found ?? '');
};

const spread = (values: readonly number[], unit: string) => {
  const [least, most] = [Math.min(...values), Math.max(...values)].map(number);
  return `${number(median(values))}${least === most ? '' : ` (${least}–${most})`} ${unit}`.trim();
};

/** Three significant digits. */
const number = (value: number) => {
  const size = Math.abs(value);
  const digits = size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return Number(value.toFixed(digits)).toString();
};

/** A table that is readable as text and as Markdown. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, at) => Math.max(3, head.length, ...rows.map((row) => row[at]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [heads, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n');
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};
