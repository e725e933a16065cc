/** Whether the children of an aggregate measure one concept, and the effective weight of each. */

import { correlate, cronbach, openCronbach, sharedUnits } from '../columns/correlate.ts';
import { principalComponents } from '../columns/principal.ts';
import { effectiveWeights } from '../index/weights.ts';
import type { Construct, ConstructCheck, ConstructRow } from './check.ts';
import { varying } from './tables.ts';

export function coherenceRows(construct: Construct): ConstructRow[] {
  const { nodes } = construct;
  return [
    ...nodes.filter(({ level }) => level > 1).flatMap(({ code }) => aggregateRows(construct, code)),
    ...alphaOverAll(construct),
    ...weightRows(construct),
  ];
}

/** Over all indicators at once, if that adds information to the alpha of one aggregate. */
function alphaOverAll({ nodes, scores, thresholds }: Construct): ConstructRow[] {
  const root = nodes.reduce((highest, node) => (node.level > highest.level ? node : highest));
  if (root.level < 3) return [];
  const columns = varying(
    nodes.filter(({ level }) => level === 1).map(({ code }) => code),
    scores,
  ).map((code) => scores.get(code)!);
  const value = cronbach(columns);
  const verdict = value === null ? 'not_computed' : value >= thresholds.alpha_all ? 'pass' : 'look';
  const units = columns[0]?.filter((_, unit) => columns.every((column) => column[unit] !== null)).length ?? 0;
  return [
    { check: 'alpha_all', element: root.code, beside: null, value, threshold: thresholds.alpha_all, units, verdict },
  ];
}

function aggregateRows({ nodes, scores, thresholds }: Construct, element: string): ConstructRow[] {
  const all = nodes.filter(({ parent }) => parent === element).map(({ code }) => code);
  // A child that does not vary would make alpha undefined for its siblings; it is left out, and reported as constant.
  const below = varying(all, scores);
  if (all.length < 2) return [];
  const columns = below.map((code) => scores.get(code)!);
  const complete = (columns[0] ?? []).filter((_, unit) => columns.every((column) => column[unit] !== null)).length;
  const row = (
    check: ConstructCheck,
    of: string,
    beside: string | null,
    value: number | null,
    fine: (value: number) => boolean,
  ): ConstructRow => ({
    check,
    element: of,
    beside,
    value,
    threshold: thresholds[check],
    units: complete,
    verdict: value === null ? 'not_computed' : fine(value) ? 'pass' : 'look',
  });

  const alphaOf = openCronbach(columns);
  const alpha = alphaOf();
  const parts = principalComponents(columns);
  const without = (at: number) => {
    const others = alphaOf(at);
    return alpha === null || others === null ? null : others - alpha;
  };
  return [
    row('alpha', element, null, alpha, (value) => value >= thresholds.alpha),
    ...(below.length < 3
      ? []
      : below.map((code, at) =>
          row('alpha_without', code, element, without(at), (value) => value <= thresholds.alpha_without),
        )),
    row(
      'first_component',
      element,
      null,
      parts === null ? null : parts.variances[0]! / below.length,
      (value) => value >= thresholds.first_component,
    ),
    row(
      'components_above_one',
      element,
      null,
      parts === null ? null : parts.variances.filter((variance) => variance > 1 + 1e-9).length,
      (value) => value <= thresholds.components_above_one,
    ),
    ...all.map((code) =>
      row(
        'loading',
        code,
        element,
        parts?.loadings[0]?.[below.indexOf(code)] ?? null,
        (value) => value >= thresholds.loading,
      ),
    ),
  ];
}

function weightRows({ nodes, scores, method, thresholds }: Construct): ConstructRow[] {
  const weighed = nodes.map((node) => ({ ...node, weight: method.weights?.get(node.code) ?? node.weight }));
  const effective = effectiveWeights(weighed);
  const root = nodes.reduce((highest, node) => (node.level > highest.level ? node : highest));
  const index = scores.get(root.code)!;
  return nodes
    .filter(({ code }) => code !== root.code)
    .flatMap(({ code, level }): ConstructRow[] => {
      const column = scores.get(code)!;
      const times = (effective.get(code) ?? 0) * nodes.filter((node) => node.level === level).length;
      const influence = correlate(column, index, 'pearson');
      return [
        {
          check: 'effective_weight',
          element: code,
          beside: null,
          value: times,
          threshold: thresholds.effective_weight,
          units: column.length,
          verdict: times <= thresholds.effective_weight ? 'pass' : 'look',
        },
        {
          check: 'influence',
          element: code,
          beside: root.code,
          value: influence,
          threshold: thresholds.influence,
          units: sharedUnits(column, index),
          verdict: influence === null ? 'not_computed' : influence >= thresholds.influence ? 'pass' : 'look',
        },
      ];
    });
}
