/** Reads JSON; positions are only computed when a fault needs them. */
import type { Fault } from '../../problem/index.ts';
import { faultAt } from '../fault.ts';
import { placeOfOffset } from './place.ts';
import { parseTree, type Tree } from './yaml.ts';

export function parseJson(file: string, text: string): { tree: Tree | null; faults: Fault[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const [, offset = text.length] = /position (\d+)/.exec(reason) ?? [];
    const place = placeOfOffset(text, Number(offset));
    const what = `This is not JSON that can be read: ${reason.replace(/ in JSON at position.*$/s, '')}.`;
    const correction = 'Look at quotes, commas and brackets just before this place.';
    return { tree: null, faults: [faultAt(file, place, { what, correction })] };
  }
  // Positions come from the YAML parser, as JSON is a subset of YAML.
  const places = () => parseTree(file, text, { references: true }).tree;
  return {
    faults: [],
    tree: { value, place: (path) => places()?.place(path) ?? { line: 1, column: 1 }, bare: () => null },
  };
}
