/** Correlations of elements with each other: duplicates, collinear pairs, wrong directions, wrong parents. */

import type { Column } from '../columns/column.ts';
import { correlate, sharedUnits } from '../columns/correlate.ts';
import type { Node } from '../index/tree.ts';
import { aggregateTable } from '../index/up-the-tree.ts';
import type { Construct, ConstructCheck, ConstructRow } from './check.ts';

type Pair = { readonly other: string; readonly value: number; readonly units: number };

export function associationRows(construct: Construct): ConstructRow[] {
  return [...pairRows(construct), ...construct.nodes.flatMap((node) => placeRows(construct, node))];
}

/** For each indicator its closest other one, and once each pair that exceeds a threshold. */
function pairRows({ nodes, scores, thresholds }: Construct): ConstructRow[] {
  const indicators = nodes.filter(({ level }) => level === 1);
  const rows: ConstructRow[] = [];
  indicators.forEach(({ code }, at) => {
    const pairs = indicators.flatMap((other, place): (Pair & { readonly later: boolean })[] => {
      const value = place === at ? null : correlate(scores.get(code)!, scores.get(other.code)!, 'pearson');
      // The correlation of two units is always perfect.
      const units = sharedUnits(scores.get(code)!, scores.get(other.code)!);
      return value === null || units < 3 ? [] : [{ other: other.code, value, units, later: place > at }];
    });
    const apart = pairs.filter(({ value }) => Math.abs(value) < thresholds.duplicate);
    const same = pairs.filter(({ value }) => Math.abs(value) >= thresholds.duplicate);
    const close = apart.filter(({ value }) => Math.abs(value) > thresholds.collinear);
    rows.push(
      ...(same.length > 0
        ? same.filter(({ later }) => later).map((pair) => pairRow('duplicate', code, pair, 'fail'))
        : [pairRow('duplicate', code, closest(pairs), 'pass')]),
      ...(close.length > 0
        ? close.filter(({ later }) => later).map((pair) => pairRow('collinear', code, pair, 'look'))
        : [pairRow('collinear', code, closest(apart), 'pass')]),
    );
  });
  return rows;

  function pairRow(
    check: 'duplicate' | 'collinear',
    element: string,
    pair: Pair | null,
    verdict: 'pass' | 'look' | 'fail',
  ) {
    return {
      check,
      element,
      beside: pair?.other ?? null,
      value: pair === null ? null : Math.abs(pair.value),
      threshold: thresholds[check],
      units: pair?.units ?? 0,
      verdict: pair === null ? 'not_computed' : verdict,
    } as const;
  }
}

function closest(pairs: readonly Pair[]): Pair | null {
  return pairs.reduce<Pair | null>(
    (best, pair) => (best === null || Math.abs(pair.value) > Math.abs(best.value) ? pair : best),
    null,
  );
}

/** Checks whether an element belongs under its parent. */
function placeRows({ nodes, scores, method, thresholds }: Construct, node: Node): ConstructRow[] {
  if (node.parent === null) return [];
  const own = scores.get(node.code)!;
  const siblings = nodes.filter(({ parent, code }) => parent === node.parent && code !== node.code);
  if (siblings.length === 0) return [];
  const row = (
    check: ConstructCheck,
    beside: string | null,
    other: Column | null,
    value: number | null,
    bad: 'look' | 'fail',
    fine: (value: number) => boolean,
  ): ConstructRow => ({
    check,
    element: node.code,
    beside,
    value,
    threshold: thresholds[check],
    units: other === null ? 0 : sharedUnits(own, other),
    verdict: value === null ? 'not_computed' : fine(value) ? 'pass' : bad,
  });

  const lowest = siblings
    .map(({ code }) => ({ code, value: correlate(own, scores.get(code)!, 'pearson') }))
    .filter((pair): pair is { code: string; value: number } => pair.value !== null)
    .sort((a, b) => a.value - b.value)[0];
  // Without the element itself, which always correlates with an aggregate that contains it.
  const rest = restOf(siblings, node.parent, scores, method);
  const withRest = correlate(own, rest, 'pearson');
  const aggregates = nodes.filter(({ level, code }) => level === node.level + 1 && code !== node.parent);
  const elsewhere = aggregates
    .map(({ code }) => ({ code, value: correlate(own, scores.get(code)!, 'pearson') }))
    .filter((pair): pair is { code: string; value: number } => pair.value !== null)
    .sort((a, b) => b.value - a.value)[0];
  const least = (check: ConstructCheck) => (value: number) => value >= thresholds[check];
  return [
    row(
      'negative_with_sibling',
      lowest?.code ?? null,
      lowest ? scores.get(lowest.code)! : null,
      lowest?.value ?? null,
      'look',
      least('negative_with_sibling'),
    ),
    row('reversed', node.parent, rest, withRest, 'fail', least('reversed')),
    row('weak_in_parent', node.parent, rest, withRest, 'look', least('weak_in_parent')),
    ...(elsewhere === undefined
      ? []
      : [
          row(
            'fits_elsewhere',
            elsewhere.code,
            scores.get(elsewhere.code)!,
            withRest === null ? null : elsewhere.value - withRest,
            'look',
            (value) => value <= thresholds.fits_elsewhere,
          ),
        ]),
  ];
}

/** The aggregate of the siblings without the element. */
function restOf(
  siblings: readonly Node[],
  parent: string,
  scores: Construct['scores'],
  { weights }: Construct['method'],
): Column {
  const small = [
    ...siblings.map((node) => ({ ...node, level: 1 })),
    { code: parent, parent: null, level: 2, weight: 1 },
  ];
  const columns = new Map(siblings.map(({ code }) => [code, scores.get(code)!]));
  return aggregateTable(small, columns, { aggregate: [{ by: 'arithmetic', leastShare: null }], weights }).get(parent)!;
}
