/**
 * Inserts texts into a file of texts at the position of the working language's file; the rest of the file is
 * unchanged.
 */
import { isMap, isSeq, type Node, Pair, parseDocument, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Path } from '../read/place.ts';

export type PlacedText = { readonly path: Path; readonly text: string };

/**
 * @param file - the current text of the file
 * @param original - the file in the working language, which determines the order
 * @returns the file with the texts in it
 */
export function withTexts(file: string, original: string, texts: readonly PlacedText[]): string {
  const document = parseDocument(file);
  const model = parseDocument(original).contents as Node;
  const root = document.contents as unknown as YAMLMap;
  // An empty map is written in braces.
  root.flow = false;
  for (const { path, text } of texts) put(root, model, path.map(String), text);
  // Lines are not wrapped, so that translators can compare them line by line.
  return document.toString({ lineWidth: 0 });
}

function put(into: YAMLMap | YAMLSeq, model: Node, [step, ...rest]: readonly string[], text: string): void {
  const below = (isMap(model) || isSeq(model) ? model.get(keyOf(model, step!), true) : null) as Node | null;
  const there = into.get(keyOf(into, step!), true) as Node | undefined;
  if (rest.length === 0) {
    if (there instanceof Scalar) there.value = text;
    else insert(into, model, step!, quoted(text));
    return;
  }
  if (isMap(there) || isSeq(there)) {
    put(there, below!, rest, text);
    return;
  }
  const branch = isSeq(below) ? new YAMLSeq() : new YAMLMap();
  insert(into, model, step!, branch);
  put(branch, below!, rest, text);
}

const keyOf = (collection: Node, step: string): string | number => {
  if (isSeq(collection)) return Number(step);
  // A key such as 0 may be quoted or not.
  const key = (collection as YAMLMap).items
    .map((pair) => (pair.key as Scalar).value)
    .find((one) => String(one) === step);
  return (key as string | undefined) ?? step;
};

/** After the nearest preceding key of the working language's file. */
function insert(into: YAMLMap | YAMLSeq, model: Node, step: string, value: Node): void {
  if (into instanceof YAMLSeq) return void into.items.splice(Number(step), 0, value);
  const order = (model as YAMLMap).items.map((pair) => pair.key as Scalar);
  const place = order.findIndex((key) => String(key.value) === step);
  const before = new Set(order.slice(0, place).map((key) => String(key.value)));
  const last = into.items.findLastIndex((pair) => before.has(String((pair.key as Scalar).value)));
  const key = order[place]!.clone() as Scalar;
  // Comments and blank lines of the working language's file are not copied.
  key.commentBefore = null;
  key.spaceBefore = false;
  into.items.splice(last + 1, 0, new Pair(key, value));
}

const quoted = (text: string): Scalar => {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
};
