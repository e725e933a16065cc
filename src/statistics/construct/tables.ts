/**
 * Full results behind the checks of a construct: every correlation, and every principal component with its loadings.
 */
import { type Column, isConstant } from '../columns/column.ts';
import { type Correlation, correlate, sharedUnits } from '../columns/correlate.ts';
import { principalComponents } from '../columns/principal.ts';
import { correlationSignificance } from '../columns/significance.ts';
import type { Node } from '../index/tree.ts';

export type CorrelationRow = {
  readonly element: string;
  readonly beside: string;
  /** −1 to 1; null if one of the two does not vary, or fewer than three units have both. */
  readonly correlation: number | null;
  /** Two-sided p-value; null if there is no correlation. */
  readonly significance: number | null;
  readonly units: number;
};

/** Each pair of elements of one level once, and each element with every element above it. */
export function correlationRows(
  nodes: readonly Node[],
  scores: ReadonlyMap<string, Column>,
  by: Exclude<Correlation, 'kendall'> = 'pearson',
): CorrelationRow[] {
  const parents = new Map(nodes.map(({ code, parent }) => [code, parent]));
  const isAbove = (code: string, above: string): boolean => {
    const parent = parents.get(code) ?? null;
    return parent !== null && (parent === above || isAbove(parent, above));
  };
  return nodes.flatMap((one, at) =>
    nodes
      .slice(at + 1)
      .filter((other) => one.level === other.level || isAbove(one.code, other.code) || isAbove(other.code, one.code))
      .map((other) => correlationRow(one.code, other.code, scores, by)),
  );
}

function correlationRow(
  element: string,
  beside: string,
  scores: ReadonlyMap<string, Column>,
  by: Exclude<Correlation, 'kendall'>,
): CorrelationRow {
  const [one, two] = [scores.get(element)!, scores.get(beside)!];
  const units = sharedUnits(one, two);
  // The correlation of two units is always perfect.
  const correlation = units < 3 ? null : correlate(one, two, by);
  const significance = correlation === null ? null : correlationSignificance(correlation, units);
  return { element, beside, correlation, significance, units };
}

export type ComponentRow = {
  /** The aggregate whose children are decomposed. */
  readonly element: string;
  /** Counted from 1, largest first. */
  readonly component: number;
  /** Variance of the component; the variances of one aggregate sum to the number of children that vary. */
  readonly variance: number;
  /** Share of the total variance, of this component and cumulated. */
  readonly share: number;
  readonly cumulative: number;
  readonly child: string;
  /** −1 to 1. */
  readonly loading: number;
  readonly units: number;
};

/** Principal components of the children of each aggregate; children that do not vary are excluded. */
export function componentRows(nodes: readonly Node[], scores: ReadonlyMap<string, Column>): ComponentRow[] {
  return nodes
    .filter(({ level }) => level > 1)
    .flatMap(({ code }) => {
      const children = varying(
        nodes.filter(({ parent }) => parent === code).map((child) => child.code),
        scores,
      );
      if (children.length < 2) return [];
      const found = principalComponents(children.map((child) => scores.get(child)!));
      if (found === null) return [];
      let cumulative = 0;
      return found.variances.flatMap((variance, at) => {
        const share = variance / children.length;
        cumulative += share;
        return children.map(
          (child, place): ComponentRow => ({
            element: code,
            component: at + 1,
            variance,
            share,
            cumulative,
            child,
            loading: found.loadings[at]![place]!,
            units: found.units,
          }),
        );
      });
    });
}

/**
 * Children that vary among the units that have a value of all of them. A child that is constant or has no values
 * carries no information, and would exclude units of its siblings.
 */
export function varying(codes: readonly string[], scores: ReadonlyMap<string, Column>): string[] {
  let kept = codes.filter((code) => !isConstant(scores.get(code)!));
  for (;;) {
    const units = (scores.get(kept[0] ?? '') ?? []).map((_, unit) =>
      kept.every((code) => scores.get(code)![unit] !== null),
    );
    const still = kept.filter(
      (code) => !isConstant(scores.get(code)!.map((value, unit) => (units[unit] ? value : null))),
    );
    if (still.length === kept.length || still.length < 2) return still.length < 2 ? kept : still;
    kept = still;
  }
}
