/** Puts texts into a file of texts, where a person would have put them; everything else of the file stays as it is. */
import { isMap, isSeq, type Node, Pair, parseDocument, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Path } from '../read/place.ts';

export type PlacedText = { readonly path: Path; readonly text: string };

/**
 * @param file - unchanged
 * @param original - the file in the working language, whose order is kept
 * @returns the file with the texts in it
 */
export function withTexts(file: string, original: string, texts: readonly PlacedText[]): string {
  const document = parseDocument(file);
  const model = parseDocument(original).contents as Node;
  const root = document.contents as unknown as YAMLMap;
  // An empty map is written in braces.
  root.flow = false;
  for (const { path, text } of texts) put(root, model, path.map(String), text);
  // Lines are as long as their texts: a translator compares line with line.
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
  // A key such as 0 may have quotes or not.
  const key = (collection as YAMLMap).items
    .map((pair) => (pair.key as Scalar).value)
    .find((one) => String(one) === step);
  return (key as string | undefined) ?? step;
};

/** Behind the nearest of the keys that come before it in the working language. */
function insert(into: YAMLMap | YAMLSeq, model: Node, step: string, value: Node): void {
  if (into instanceof YAMLSeq) return void into.items.splice(Number(step), 0, value);
  const order = (model as YAMLMap).items.map((pair) => pair.key as Scalar);
  const place = order.findIndex((key) => String(key.value) === step);
  const before = new Set(order.slice(0, place).map((key) => String(key.value)));
  const last = into.items.findLastIndex((pair) => before.has(String((pair.key as Scalar).value)));
  const key = order[place]!.clone() as Scalar;
  // What the file in the working language says between its lines is its own.
  key.commentBefore = null;
  key.spaceBefore = false;
  into.items.splice(last + 1, 0, new Pair(key, value));
}

const quoted = (text: string): Scalar => {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return scalar;
};
