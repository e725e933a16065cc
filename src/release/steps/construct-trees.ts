/**
 * The framework of a cycle as trees to check: each dimension down to its indicators, each indicator down to its
 * items.
 */
import type { Column, Node } from '../../statistics/index.ts';
import type { CurrentCycle } from './score-tree.ts';

export type ElementLevel = 'dimension' | 'pillar' | 'indicator' | 'question' | 'part';

export type ConstructTrees = {
  /** Indicators first, the dimension last, at level 3. */
  readonly dimensions: readonly (readonly Node[])[];
  /** Items first, the indicator last, at level 2. */
  readonly indicators: readonly (readonly Node[])[];
  /** By code of an element or item; shape [country]. */
  readonly scores: ReadonlyMap<string, Column>;
  readonly levelOf: (code: string) => ElementLevel;
};

const heights = { indicator: 1, pillar: 2, dimension: 3 } as const;

export function constructTrees({ framework, countries, published, data }: CurrentCycle): ConstructTrees {
  const { elements, units } = framework;
  const count = countries.length;
  const elementScores = elements.map(({ code }, at): [string, Column] => [code, columnAt(published, at, count)]);
  const itemScores = units.map(({ code }, at): [string, Column] => [code, columnAt(data.scores, at, count)]);
  const nodes = elements.map(
    ({ level, code, parent, weight }): Node => ({ code, parent, weight, level: heights[level] }),
  );
  const levels = new Map(elements.map(({ code, level }) => [code, level]));
  return {
    dimensions: nodes.filter(({ level }) => level === 3).map(({ code }) => treeUnder(nodes, code)),
    indicators: elements
      .filter(({ level }) => level === 'indicator')
      .map(({ code, children }) => [
        ...children.map(
          (unit): Node => ({ code: units[unit]!.code, parent: code, level: 1, weight: units[unit]!.weight }),
        ),
        { code, parent: null, level: 2, weight: 1 },
      ]),
    // Codes of elements and items never coincide.
    scores: new Map([...itemScores, ...elementScores]),
    levelOf: (code) => levels.get(code) ?? (code.includes('.') ? 'part' : 'question'),
  };
}

function columnAt(scores: Float64Array, place: number, countries: number): Column {
  return Array.from(scores.subarray(place * countries, (place + 1) * countries), (score) =>
    Number.isNaN(score) ? null : score,
  );
}

function treeUnder(nodes: readonly Node[], code: string): Node[] {
  const below = nodes.filter(({ parent }) => parent === code).flatMap((child) => treeUnder(nodes, child.code));
  const own = nodes.find((node) => node.code === code)!;
  return [...below, own].sort((a, b) => a.level - b.level);
}
