/** Checks a chart against the datasets of its block and the theme. */
import type { ContentFile, Path } from '../../content/index.ts';
import type { Theme } from '../theme.ts';
import { demand, type Report } from './report.ts';

export type Spec = Report & { readonly spec: Readonly<Record<string, unknown>> };

export const specOf = (file: ContentFile): Spec => ({
  file,
  faults: [],
  spec: file.value as Readonly<Record<string, unknown>>,
});

type Known = ReadonlyMap<string, ReadonlySet<string> | null>;

export function checkSpec(spec: Spec, data: Known, theme: Theme | null, parameters: ReadonlySet<string>): void {
  const made = new Set<string>();
  walk(spec.spec, [], (node) => {
    for (const name of [node.as].flat()) if (typeof name === 'string') made.add(name);
  });
  const look = (node: unknown, path: Path, columns: ReadonlySet<string> | null): void => {
    if (typeof node === 'string') checkWord(spec, node, path, theme, parameters);
    if (node === null || typeof node !== 'object') return;
    let inside = columns;
    const named = (node as { data?: { name?: unknown } }).data;
    if (typeof named?.name === 'string') {
      const isThere = demand(spec, [...path, 'data', 'name'], named.name, data.keys(), 'data of the block');
      inside = isThere ? (data.get(named.name) ?? null) : null;
    } else if (named !== undefined) inside = null;
    const { field } = node as { field?: unknown };
    if (typeof field === 'string' && inside !== null)
      demand(spec, [...path, 'field'], field, [...inside, ...made], 'field of the data');
    for (const [key, branch] of Object.entries(node))
      look(branch, [...path, Array.isArray(node) ? Number(key) : key], inside);
  };
  const [only] = data.size === 1 ? [...data.values()] : [];
  look(spec.spec, [], only ?? null);
}

function checkWord(spec: Spec, word: string, path: Path, theme: Theme | null, parameters: ReadonlySet<string>): void {
  if (word.startsWith('theme:') && theme) {
    const found = word
      .slice('theme:'.length)
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], theme.values);
    if (found === undefined)
      demand(spec, path, word.slice('theme:'.length), Object.keys(theme.values), 'value of the theme');
  }
  if (/^\$[a-z0-9_]+$/.test(word)) demand(spec, path, word.slice(1), parameters, 'parameter of the page');
}

function walk(node: unknown, path: Path, visit: (node: Readonly<Record<string, unknown>>) => void): void {
  if (node === null || typeof node !== 'object') return;
  if (!Array.isArray(node)) visit(node as Readonly<Record<string, unknown>>);
  for (const [key, branch] of Object.entries(node)) walk(branch, [...path, key], visit);
}
