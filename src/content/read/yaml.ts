/** Reads YAML and JSON, with line and column of every value. */
import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import type { Fault } from '../../problem/index.ts';
import { faultAt } from '../fault.ts';
import { remembered } from '../kept.ts';
import type { Path, TextPosition } from './place.ts';

export type YamlReading = {
  /** True to allow references (`&`, `*`) and merge keys (`<<`), which only long declarations need. */
  readonly references: boolean;
};

/** A parsed file. */
export type Tree = {
  readonly value: unknown;
  /** Start of the value at a path: its key, or the item of a list; if there is none, its nearest parent. */
  readonly place: (path: Path) => TextPosition;
  /** The word as written if it is unquoted, otherwise null. */
  readonly bare: (path: Path) => string | null;
};

export function parseTree(file: string, text: string, reading: YamlReading): { tree: Tree | null; faults: Fault[] } {
  let faults: Fault[] = [];
  // The syntax tree takes many times the memory of the values, and only faults need it.
  let nodes: WeakRef<ReturnType<typeof parse>> | null = null;
  const sound = remembered(['yaml', String(reading.references), text], () => {
    const first = parse(text, reading);
    faults = refusals(first.document, reading).map(({ offset, what }) =>
      faultAt(file, first.at(offset), {
        what: `The file is not valid YAML: ${what}.`,
        correction: 'Check quotes, colons and indentation.',
      }),
    );
    nodes = new WeakRef(first);
    return faults.length > 0 ? null : { value: first.document.toJS() as unknown };
  });
  if (sound === null) return { tree: null, faults };
  const value = frozen(sound.value);
  const parsed = () => {
    const known = nodes?.deref();
    if (known) return known;
    const again = parse(text, reading);
    nodes = new WeakRef(again);
    return again;
  };
  return {
    faults: [],
    tree: {
      value,
      place: (path) => {
        const { document, at } = parsed();
        return at(find(document, path).offset);
      },
      bare: (path) => {
        const { node } = find(parsed().document, path);
        return isScalar(node) && node.type === 'PLAIN' ? (node.source ?? null) : null;
      },
    },
  };
}

/** The value of a valid YAML text, such as a file that a release keeps. */
export const valueOfYaml = (text: string): unknown => parse(text, { references: true }).document.toJS();

function parse(text: string, { references }: YamlReading) {
  const lines = new LineCounter();
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const document = parseDocument(text.slice(mark), {
    lineCounter: lines,
    prettyErrors: false,
    merge: references,
    uniqueKeys: true,
  });
  const at = (offset: number): TextPosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  return { document, at };
}

/** Messages for error codes of the parser. */
const words: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'a key occurs here for the second time',
  TAB_AS_INDENT: 'the indentation contains a tab instead of spaces',
};

/** Errors of the YAML itself, and features that are not allowed, so that every parser reads it alike. */
function refusals(document: Document.Parsed, { references }: YamlReading): { offset: number; what: string }[] {
  // After the first error the parser guesses, and further errors usually follow from it.
  const [first, ...others] = [...document.errors, ...document.warnings];
  const repeated = others.filter(({ code }) => code === 'DUPLICATE_KEY');
  const found = (first === undefined ? [] : [first, ...repeated]).map(({ code, message, pos }) => ({
    offset: pos[0],
    what: words[code] ?? message.split('\n')[0]!,
  }));
  visit(document, (_, node) => {
    if (isAlias(node) && !references)
      found.push({ offset: node.range?.[0] ?? 0, what: 'a reference to another place (*)' });
    if (!isPair(node)) return;
    const key = isScalar(node.key) ? node.key : null;
    const offset = (node.key as Node | null)?.range?.[0] ?? 0;
    if (key === null) found.push({ offset, what: 'a key that is not a single word' });
    else if (Object.hasOwn(Object.prototype, String(key.value)))
      found.push({ offset, what: `a key named ${key.value}` });
    else if (key.value === '<<' && !references) found.push({ offset, what: 'a merged key (<<)' });
  });
  return found;
}

/** Follows a path as far as it exists, through references and merge keys. */
function find(document: Document.Parsed, path: Path): { node: Node | null; offset: number } {
  let node = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    node = resolved(document, node);
    if (isMap(node)) {
      const pair = pairOf(document, node.items, step);
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

const resolved = (document: Document.Parsed, node: Node | null): Node | null =>
  isAlias(node) ? ((node.resolve(document) as Node | undefined) ?? null) : node;

function pairOf(document: Document.Parsed, items: readonly Pair[], step: string | number): Pair | undefined {
  const named = (key: unknown) => {
    const { value, source } = key as Scalar;
    // The value of a merge key is a symbol.
    return typeof value === 'symbol' ? source : String(value);
  };
  const own = items.find(({ key }) => named(key) === String(step));
  if (own) return own;
  for (const { key, value } of items) {
    if (named(key) !== '<<') continue;
    const merged = resolved(document, value as Node);
    const found = isMap(merged) ? pairOf(document, merged.items, step) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** All callers in a process share the value, so it must not be modified. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner);
  return value;
}
