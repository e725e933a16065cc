/** Reads settings from YAML: each reader reports the setting and its allowed values if it has another value. */
import { parseTree, type Tree } from '../content/index.ts';
import { Problem } from '../problem/index.ts';
import { farthest, isUsable } from '../statistics/index.ts';

export type WrittenSettings = Readonly<Record<string, unknown>>;

/**
 * Reads settings; a fault is reported with the line of the setting, or of its parent.
 *
 * @param file - name of the file, for messages
 * @throws Problem `index_method_wrong`
 */
export function readSettings<T>(yaml: string, file: string, read: (settings: unknown) => T): T {
  // Codes are compared with those of the tables, which have the same Unicode normal form.
  const { tree, faults } = parseTree(file, yaml.normalize('NFC'), { references: true });
  const [fault] = faults;
  try {
    if (tree !== null) return read(tree.value);
    const reason = fault!.what.replace(/^.*?: |\.$/g, '');
    throw wrong(`it is not YAML (${reason})`, 'settings as name: value, indented by spaces');
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== 'index_method_wrong') throw problem;
    const line = tree === null ? fault!.line : lineOf(tree, problem.where);
    const place = line === null ? file : `${file}, line ${line}`;
    throw new Problem('index_method_wrong', place, problem.details as { reason: string; expected: string });
  }
}

/** @param where - such as `normalise.each.x1.low` or `aggregate, entry 2.power` */
function lineOf(tree: Tree, where: string): number | null {
  const path: (string | number)[] = [];
  let value = tree.value;
  let rest = where;
  while (rest !== '') {
    if (Array.isArray(value)) {
      const entry = /^entry (\d+)\.?/.exec(rest);
      const place = Number(entry?.[1]) - 1;
      if (entry === null || !(place in value)) break;
      path.push(place);
      rest = rest.slice(entry[0].length);
    } else if (value !== null && typeof value === 'object') {
      // Codes may contain dots, so the longest matching key is used.
      const fitting = Object.keys(value).filter(
        (key) => `${rest}.`.startsWith(`${key}.`) || rest.startsWith(`${key}, `),
      );
      const [name] = fitting.sort((a, b) => b.length - a.length);
      if (name === undefined) break;
      path.push(name);
      rest = rest.slice(name.length).replace(/^(\.|, )/, '');
    } else break;
    value = (value as Record<string | number, unknown>)[path.at(-1)!];
  }
  return path.length === 0 ? null : tree.place(path).line;
}

export function object(value: unknown, where: string): WrittenSettings {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as WrittenSettings;
  throw wrong(`${where} is ${JSON.stringify(value)}`, `${where} as settings with names`, where);
}

export function list(value: unknown, where: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw wrong(`${where} is ${JSON.stringify(value)}`, `${where} as a list`, where);
}

export function number(value: unknown, where: string): number {
  if (typeof value === 'number' && isUsable(value)) return value;
  if (typeof value === 'number' && !Number.isNaN(value))
    throw wrong(`${where} is ${value}`, `${where} as a number up to ${farthest}`, where);
  throw wrong(`${where} is ${JSON.stringify(value) ?? 'missing'}`, `${where} as a number`, where);
}

export function optionalNumber(value: unknown, where: string): number | null {
  return value === undefined || value === null ? null : number(value, where);
}

/** A number from 0 to 1. */
export function optionalShare(value: unknown, where: string): number | null {
  const share = optionalNumber(value, where);
  if (share !== null && (share < 0 || share > 1))
    throw wrong(`${where} is ${share}`, `${where} as a share from 0 to 1`, where);
  return share;
}

export function truth(value: unknown, where: string, fallback: boolean): boolean {
  if (value === undefined || value === null) return fallback;
  if (typeof value === 'boolean') return value;
  throw wrong(`${where} is ${JSON.stringify(value)}`, `${where} as true or false`, where);
}

export function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw wrong(`${where} is ${JSON.stringify(value) ?? 'missing'}`, `${where} as a text`, where);
}

export function pair(value: unknown, where: string): [number, number] {
  if (Array.isArray(value) && value.length === 2) return [number(value[0], where), number(value[1], where)];
  throw wrong(`${where} is ${JSON.stringify(value)}`, `${where} as two numbers, such as [1, 100]`, where);
}

/** @param aliases - COINr's names of the options */
export function oneOf<T extends string>(
  value: unknown,
  where: string,
  options: readonly T[],
  aliases: Readonly<Record<string, T>> = {},
): T {
  if (options.includes(value as T)) return value as T;
  const meant = typeof value === 'string' && Object.hasOwn(aliases, value) ? aliases[value] : undefined;
  if (meant !== undefined) return meant;
  throw wrong(`${where} is ${JSON.stringify(value) ?? 'missing'}`, `${where} as one of ${options.join(', ')}`, where);
}

export function only(written: WrittenSettings, where: string, names: readonly string[]): void {
  const unknown = Object.keys(written).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw wrong(
      `${where} has the unknown setting ${unknown.map((name) => `"${name}"`).join(', ')}`,
      `only ${names.join(', ')} there`,
      where === theMethod ? unknown[0] : `${where}.${unknown[0]}`,
    );
}

/** Refuses a code that the index does not have. */
export function known(codes: Iterable<string>, having: ReadonlySet<string>, where: string): void {
  for (const code of codes)
    if (!having.has(code))
      throw wrong(
        `${where} has the code "${code}", which is not in iMeta`,
        'a code of iMeta there',
        `${where}.${code}`,
      );
}

/** An integer within bounds. */
export function whole(value: unknown, where: string, least: number, most = Number.POSITIVE_INFINITY): number {
  const given = number(value, where);
  if (Number.isInteger(given) && given >= least && given <= most) return given;
  const range = most === Number.POSITIVE_INFINITY ? `from ${least}` : `from ${least} to ${most}`;
  throw wrong(`${where} is ${given}`, `${where} as a whole number ${range}`, where);
}

/** Name of the settings as a whole, in messages. */
export const theMethod = 'the method';

/** @param where - path of the setting, to find its line */
export const wrong = (reason: string, expected: string, where = '') =>
  new Problem('index_method_wrong', where, { reason, expected });
