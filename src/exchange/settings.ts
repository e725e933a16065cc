/** Settings read out of YAML: each reader names the setting and what it may be where it is something else. */
import { parseDocument } from 'yaml';
import { Problem } from '../problem/index.ts';

export type Written = Readonly<Record<string, unknown>>;

/** @throws Problem `index_method_wrong` with the line where it is no YAML */
export function parseSettings(yaml: string): unknown {
  const document = parseDocument(yaml);
  const error = document.errors[0];
  if (error === undefined) return document.toJS();
  const line = error.linePos?.[0].line;
  throw wrong(
    `what is no YAML${line === undefined ? '' : ` in line ${line}`}`,
    'settings as name: value, indented by spaces',
  );
}

export function object(value: unknown, where: string): Written {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Written;
  throw wrong(`${where} is ${JSON.stringify(value)}`, `${where} as settings with names`);
}

export function list(value: unknown, where: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw wrong(`${where} is ${JSON.stringify(value)}`, `${where} as a list`);
}

export function number(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw wrong(`${where} is ${JSON.stringify(value) ?? 'not there'}`, `${where} as a number`);
}

export function optionalNumber(value: unknown, where: string): number | null {
  return value === undefined || value === null ? null : number(value, where);
}

/** A number from 0 to 1. */
export function optionalShare(value: unknown, where: string): number | null {
  const share = optionalNumber(value, where);
  if (share !== null && (share < 0 || share > 1))
    throw wrong(`${where} is ${share}`, `${where} as a share from 0 to 1`);
  return share;
}

export function truth(value: unknown, where: string, fallback: boolean): boolean {
  if (value === undefined || value === null) return fallback;
  if (typeof value === 'boolean') return value;
  throw wrong(`${where} is ${JSON.stringify(value)}`, `${where} as true or false`);
}

export function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw wrong(`${where} is ${JSON.stringify(value) ?? 'not there'}`, `${where} as a text`);
}

export function pair(value: unknown, where: string): [number, number] {
  if (Array.isArray(value) && value.length === 2) return [number(value[0], where), number(value[1], where)];
  throw wrong(`${where} is ${JSON.stringify(value)}`, `${where} as two numbers, such as [1, 100]`);
}

/** @param aliases - other names of the options: those that COINr has for them */
export function oneOf<T extends string>(
  value: unknown,
  where: string,
  options: readonly T[],
  aliases: Readonly<Record<string, T>> = {},
): T {
  if (options.includes(value as T)) return value as T;
  const meant = typeof value === 'string' && Object.hasOwn(aliases, value) ? aliases[value] : undefined;
  if (meant !== undefined) return meant;
  throw wrong(`${where} is ${JSON.stringify(value) ?? 'not there'}`, `${where} as one of ${options.join(', ')}`);
}

export function only(written: Written, where: string, names: readonly string[]): void {
  const unknown = Object.keys(written).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw wrong(`${unknown.join(', ')} in ${where}, which is no setting`, `only ${names.join(', ')} there`);
}

/** Refuses a code that the index does not have. */
export function known(codes: Iterable<string>, having: ReadonlySet<string>, where: string): void {
  for (const code of codes)
    if (!having.has(code)) throw wrong(`"${code}" in ${where}, which iMeta does not have`, 'a code of iMeta there');
}

export const wrong = (said: string, expected: string) =>
  new Problem('index_method_wrong', 'method.yaml', { said, expected });
