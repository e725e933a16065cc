/** One YAML file of an instrument, with the line of everything in it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  visit,
} from 'yaml';
import type { Faults } from './fault.ts';

export type Path = readonly (string | number)[];

export type YamlFile = {
  /** As a person finds it: below the content root, with forward slashes. */
  readonly name: string;
  readonly value: unknown;
  /** File and line of what stands at a path; of what it would stand in where there is nothing. */
  readonly where: (path: Path) => string;
  /** The word as it is written where it stands without quotes, else null. */
  readonly bare: (path: Path) => string | null;
};

/** Reads a file; null where it is missing or cannot be read, which is then among the faults. */
export function readYaml(contentRoot: string, name: string, faults: Faults): YamlFile | null {
  let text: string;
  try {
    text = readFileSync(join(contentRoot, name), 'utf8');
  } catch {
    faults.add('questionnaire_file_missing', name, { file: name });
    return null;
  }
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => `${name}:${lines.linePos(offset).line}`;
  const said = refusals(document);
  for (const { offset, message } of said) faults.add('questionnaire_not_yaml', at(offset), { said: message });
  if (said.length > 0) return null;
  return {
    name,
    value: document.toJS(),
    where: (path) => at(find(document.contents, path).offset),
    bare: (path) => {
      const { node } = find(document.contents, path);
      return isScalar(node) && node.type === Scalar.PLAIN ? (node.source ?? null) : null;
    },
  };
}

/** What the YAML itself has wrong, and what an instrument's YAML does without, so that every reader reads it alike. */
function refusals(document: Document.Parsed): { offset: number; message: string }[] {
  const found = [...document.errors, ...document.warnings].map(({ message, pos }) => ({ offset: pos[0], message }));
  visit(document, (_, node) => {
    if (isAlias(node)) found.push({ offset: node.range?.[0] ?? 0, message: 'a reference to another place (*)' });
    const key = isPair(node) && isScalar(node.key) ? node.key : null;
    if (key && Object.hasOwn(Object.prototype, String(key.value))) {
      found.push({ offset: key.range?.[0] ?? 0, message: `a key named ${key.value}` });
    }
    if (key?.value === '<<') found.push({ offset: key.range?.[0] ?? 0, message: 'a merged key (<<)' });
    if (isPair(node) && !isScalar(node.key)) found.push({ offset: 0, message: 'a key that is no single word' });
  });
  return found;
}

/** Follows a path as far as it goes. */
function find(contents: Document.Parsed['contents'], path: Path): { node: Node | null; offset: number } {
  let node: Node | null = contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
      if (!pair) return { node: null, offset };
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      node = (node.items[Number(step)] as Node | undefined) ?? null;
      offset = node?.range?.[0] ?? offset;
    } else {
      return { node: null, offset };
    }
  }
  return { node, offset };
}
