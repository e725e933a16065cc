/** The framework of each cycle in the form that the steps use: what aggregates what, by index. */
import type { Thresholds } from '../../statistics/index.ts';
import type { Warehouse } from '../../warehouse/index.ts';

export type Level = 'indicator' | 'pillar' | 'dimension';

/** An item of an indicator, or several items of which the best counts. */
export type Unit = {
  /** The item, or the name of the group. */
  readonly code: string;
  readonly indicator: string;
  readonly weight: number;
  /** Indices into the framework's items. */
  readonly items: readonly number[];
};

export type FrameworkElement = {
  readonly level: Level;
  readonly code: string;
  readonly parent: string | null;
  /** Among the elements of its parent. */
  readonly weight: number;
  /** Indices of its units if it is an indicator, otherwise of the elements below it. */
  readonly children: readonly number[];
};

export type CycleFramework = {
  readonly cycle: string;
  readonly least: Thresholds;
  /** An indicator's items, sorted by indicator and item; an item that feeds two indicators occurs twice. */
  readonly items: readonly { readonly indicator: string; readonly item: string }[];
  readonly units: readonly Unit[];
  /** Indicators, then pillars, then dimensions, so that each element follows its parts. Scored elements only. */
  readonly elements: readonly FrameworkElement[];
};

type Link = { cycle: string; indicator: string; item: string; weight: number; combine: string | null };

/** Oldest cycle first. */
export async function readFrameworks(warehouse: Warehouse): Promise<CycleFramework[]> {
  const cycles = await warehouse.rows<{ cycle: string } & Thresholds>(
    'select cycle, coverage_threshold as coverage, answered_threshold as answered from input.cycles order by position',
  );
  const links = await warehouse.rows<Link>(
    'select cycle, indicator, item, weight, combine from staging.indicator_items order by cycle, indicator, item',
  );
  const elements = await warehouse.rows<Omit<FrameworkElement, 'children'>>(
    `select level, code, parent, weight from (
       select 'indicator' as level, indicator as code, pillar as parent, weight, 1 as height, position from input.indicators
       union all select 'pillar', pillar, dimension, weight, 2, position from input.pillars
       union all select 'dimension', dimension, null, 1, 3, position from input.dimensions
     ) order by height, position, code`,
  );
  return cycles.map(({ cycle, coverage, answered }) => {
    const own = links.filter((link) => link.cycle === cycle);
    const units = unitsOf(own);
    return {
      cycle,
      least: { coverage, answered: answered ?? 0 },
      items: own,
      units,
      elements: scoredElements(elements, units),
    };
  });
}

function unitsOf(links: readonly Link[]): Unit[] {
  const places = [...links.keys()];
  const together = Map.groupBy(places, (place) => {
    const { indicator, combine, item } = links[place]!;
    return JSON.stringify([indicator, combine === null ? item : null, combine]);
  });
  return [...together.values()].map((items) => ({
    code: links[items[0]!]!.combine ?? links[items[0]!]!.item,
    indicator: links[items[0]!]!.indicator,
    weight: Math.max(...items.map((place) => links[place]!.weight)),
    items,
  }));
}

/** Elements with a scored item somewhere below them. */
function scoredElements(
  elements: readonly Omit<FrameworkElement, 'children'>[],
  units: readonly Unit[],
): FrameworkElement[] {
  const kept: FrameworkElement[] = [];
  for (const element of elements) {
    const isMine = element.level === 'indicator' ? isUnitOf(element.code) : isChildOf(element.code);
    const children = [...(element.level === 'indicator' ? units : kept).keys()].filter(isMine);
    if (children.length > 0) kept.push({ ...element, children });
  }
  return kept;

  function isUnitOf(code: string) {
    return (place: number) => units[place]!.indicator === code;
  }
  function isChildOf(code: string) {
    return (place: number) => kept[place]!.parent === code;
  }
}
