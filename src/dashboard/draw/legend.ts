/** The legend of a chart, written next to it as HTML, as a drawing may shrink but its legend must not. */
import type { BoundKey } from '../bind/bound.ts';
import { type Context, say } from '../bind/context.ts';
import { passing } from '../bind/rows.ts';
import type { ChartBlock, KeyShape } from '../declare/declaration.ts';
import type { Theme } from '../theme.ts';
import { type Dataset, themed } from './chart.ts';

export function bindLegend(
  context: Context,
  theme: Theme,
  declared: NonNullable<ChartBlock['legend']>,
  datasets: Readonly<Record<string, Dataset>>,
): BoundKey[] {
  const fills = themed(theme, declared.fills) as readonly string[];
  const isFound = finder(context, declared, datasets);
  const keys = [...(declared.of ?? []), ...(context.narrow ? (declared.narrowed ?? []) : [])];
  const texts = declared.labels
    ? declared.labels.flatMap((name) => (context.parameters[name] == null ? [] : [String(context.parameters[name])]))
    : keys.map((key) => say(context, `${declared.texts}.${key}`));
  return texts.flatMap((text, place) =>
    declared.labels === undefined && !isFound(keys[place]!)
      ? []
      : [
          {
            text,
            swatch: swatch(
              theme,
              fills[place] ?? 'none',
              declared.shapes?.[place] ?? declared.shapes?.at(-1) ?? 'square',
            ),
          },
        ],
  );
}

/** Whether a key belongs to the scale, or some row of the chart has it. */
function finder(
  context: Context,
  { column, always = [], when = {} }: NonNullable<ChartBlock['legend']>,
  datasets: Readonly<Record<string, Dataset>>,
): (key: string) => boolean {
  const rows = Object.values(datasets).flatMap((dataset) => dataset.rows);
  const found = new Set(column === undefined ? [] : rows.map((row) => String(row[column] ?? '')));
  return (key) => {
    if (always.includes(key)) return true;
    const rule = when[key];
    return rule === undefined ? column === undefined || found.has(key) : rows.some(passing(context, 'legend', rule));
  };
}

const shapes: Readonly<Record<KeyShape, (fill: string, edge: string) => string>> = {
  square: (fill, edge) =>
    `<rect x="1" y="1" width="14" height="14" rx="2" fill="${fill}" stroke="${edge}" stroke-width=".6"/>`,
  frame: (fill) =>
    `<rect x="1.500" y="1.500" width="13" height="13" fill="none" stroke="${fill}" stroke-width="1.800"/>`,
  dot: (fill) => `<circle cx="8" cy="8" r="6" fill="${fill}"/>`,
  ring: (fill) => `<circle cx="8" cy="8" r="5" fill="#fff" stroke="${fill}" stroke-width="1.5"/>`,
  tick: (fill) => `<rect x="7" y="1" width="2" height="14" fill="${fill}"/>`,
  triangle: (fill) => `<path d="M8 2l6.500 12h-13z" fill="${fill}"/>`,
  diamond: (fill) => `<path d="M8 1l6 7-6 7-6-7z" fill="${fill}"/>`,
  cross: (fill) => `<path d="M6 2h4v4h4v4h-4v4H6v-4H2V6h4z" fill="${fill}"/>`,
  wedge: (fill) => `<path d="M1.500 2h13L8 14z" fill="${fill}"/>`,
  band: (fill) => `<rect x="0" y="5" width="16" height="6" rx="3" fill="${fill}"/>`,
};

function swatch(theme: Theme, fill: string, shape: KeyShape): string {
  const drawn = shapes[shape](fill, theme.colours.soft ?? 'none');
  return `<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">${drawn}</svg>`;
}
