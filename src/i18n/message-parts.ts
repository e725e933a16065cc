/** Analyses messages in ICU syntax: their placeholders and plural forms. */
import { IntlMessageFormat } from 'intl-messageformat';

type Node = {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Node[] }>>;
  readonly pluralType?: Intl.PluralRuleType;
};
const [literal, argument, plural, pound] = [0, 1, 6, 7];

const parse = (message: string, language: string) =>
  new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst() as readonly Node[];

function* nodesOf(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node;
    for (const { value } of Object.values(node.options ?? {})) yield* nodesOf(value);
  }
}

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** The message with each plain value between marks that isolate its direction, also inside plurals and choices. */
export function withIsolatedValues(elements: Elements): Elements {
  const isolated = (node: Node): Node[] => {
    if (node.type === argument) return [{ type: literal, value: '\u2068' }, node, { type: literal, value: '\u2069' }];
    const options = Object.entries(node.options ?? {}).map(([name, option]) => [
      name,
      { ...option, value: option.value.flatMap(isolated) },
    ]);
    return [node.options === undefined ? node : { ...node, options: Object.fromEntries(options) }];
  };
  return (elements as readonly Node[]).flatMap(isolated) as Elements;
}

/** Names of the placeholders of a message, in order; if it cannot be parsed, the error. */
export function valuesOf(message: string, language: string): readonly string[] | string {
  if (!message.includes('{') && !message.includes('}')) return [];
  const key = `${language} ${message}`;
  const known = values.get(key) ?? readValues(message, language);
  if (values.size >= mostKept) values.clear();
  values.set(key, known);
  return known;
}

/** Cached, as a check needs the placeholders of a message in its own language and for each other language. */
const values = new Map<string, readonly string[] | string>();
const mostKept = 50_000;

function readValues(message: string, language: string): readonly string[] | string {
  try {
    const names = [...nodesOf(parse(message, language))].flatMap(({ type, value }) =>
      type !== literal && type !== pound && value ? [value] : [],
    );
    return [...new Set(names)].sort();
  } catch (error) {
    return error instanceof Error ? error.message.split('\n')[0]! : String(error);
  }
}

/**
 * Plural forms that a valid message lacks, by placeholder. A choice with only `other` uses the same form for all
 * numbers; `=0`, `=1` and `=2` replace the forms of these numbers.
 */
export function lackingForms(message: string, language: string): { value: string; forms: readonly string[] }[] {
  if (!/,\s*(plural|selectordinal)\s*,/.test(message) || typeof valuesOf(message, language) === 'string') return [];
  return [...nodesOf(parse(message, language))].flatMap((node) => {
    if (node.type !== plural) return [];
    const given = Object.keys(node.options ?? {});
    if (given.every((form) => form === 'other' || form.startsWith('='))) return [];
    const alone = { zero: '=0', one: '=1', two: '=2' } as Readonly<Record<string, string>>;
    const forms = neededForms(language, node.pluralType ?? 'cardinal').filter(
      (form) => !given.includes(form) && !given.includes(alone[form] ?? form),
    );
    return forms.length === 0 ? [] : [{ value: node.value!, forms }];
  });
}

/** In the order of Unicode. */
const formOrder: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** Counts are integers, and a form used only for millions, which some languages have, is not required. */
export function neededForms(language: string, type: Intl.PluralRuleType): readonly string[] {
  const key = `${language} ${type}`;
  const forms = needed.get(key) ?? formsOf(new Intl.PluralRules(language, { type }));
  needed.set(key, forms);
  return forms;
}

const needed = new Map<string, readonly string[]>();

function formsOf(rules: Intl.PluralRules): readonly string[] {
  const found = new Set(Array.from({ length: 1000 }, (_, count) => rules.select(count)));
  return formOrder.filter((form) => found.has(form));
}
