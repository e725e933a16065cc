/**
 * Checks a value against a JSON Schema (draft 7), without generating code: in production, code generation from
 * strings is disabled, which a compiling validator needs. `test/content/json-schema.test.ts` compares it with ajv.
 */
import type { Path } from '../read/place.ts';

export type SchemaFault = {
  /** Path to the faulty value. */
  readonly path: Path;
  readonly keyword: string;
  /** The value of the keyword in the schema. */
  readonly expected: unknown;
  /** The missing or unknown property, or the name that is not allowed; null for other faults. */
  readonly property: string | null;
  /** The properties in the schema at this place. */
  readonly known: readonly string[];
  /** Message of the schema for a pattern that does not match; null if there is none. */
  readonly correction: string | null;
  /** For alternatives: the faults with respect to each. */
  readonly shapes: readonly (readonly SchemaFault[])[];
};

export type JsonObject = Readonly<Record<string, unknown>>;
type At = { readonly path: Path; readonly schema: JsonObject; readonly root: JsonObject };
type Check = (value: unknown, expected: never, at: At) => SchemaFault[];

/**
 * All faults of a value, those of outer keywords first; empty if it is valid. @throws Error for an unsupported
 * keyword
 */
export function schemaFaults(schema: JsonObject, value: unknown, root: JsonObject = schema): SchemaFault[] {
  return check(value, { path: [], schema, root });
}

/**
 * Keywords without constraints; `then` and `else` are handled with `if`, `x-columns` gives the columns that a table
 * must have, and `patternErrorMessage` is the message for a pattern that does not match.
 */
const annotations = new Set([
  ...['$schema', '$id', '$comment', 'title', 'description', 'default', 'examples'],
  ...['definitions', '$defs', 'then', 'else', 'x-columns', 'patternErrorMessage'],
]);

function check(value: unknown, at: At): SchemaFault[] {
  return Object.entries(at.schema).flatMap(([keyword, expected]) => {
    if (annotations.has(keyword)) return [];
    const known = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
    if (known === undefined) throw new Error(`the JSON Schema keyword "${keyword}" is not supported`);
    return known(value, expected as never, at);
  });
}

const fault = (
  { path, schema }: At,
  keyword: string,
  expected: unknown,
  more: Partial<Pick<SchemaFault, 'property' | 'shapes'>> = {},
): SchemaFault[] => [
  {
    ...{ path, keyword, expected, property: null, shapes: [], known: Object.keys(schema.properties ?? {}) },
    correction: (schema.patternErrorMessage as string | undefined) ?? null,
    ...more,
  },
];

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: isNumber,
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const inner = (at: At, schema: JsonObject, ...steps: Path): At => ({
  path: [...at.path, ...steps],
  schema,
  root: at.root,
});

const patterns = new Map<string, RegExp>();
function patternOf(source: string): RegExp {
  const known = patterns.get(source);
  if (known) return known;
  const made = new RegExp(source, 'u');
  patterns.set(source, made);
  return made;
}

const dateFormats = new Set(['date', 'partial-date']);

/** True for 31 February; the pattern refuses a month 13. */
function isNoDay(text: string): boolean {
  if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text);
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

const keywords: Readonly<Record<string, Check>> = {
  type: (value, expected: string | readonly string[], at) =>
    [expected].flat().some((type) => types[type]!(value)) ? [] : fault(at, 'type', expected),
  enum: (value, allowed: readonly unknown[], at) =>
    allowed.some((one) => same(one, value)) ? [] : fault(at, 'enum', allowed),
  const: (value, expected: unknown, at) => (same(expected, value) ? [] : fault(at, 'const', expected)),
  minimum: (value, least: number, at) => (isNumber(value) && value < least ? fault(at, 'minimum', least) : []),
  maximum: (value, most: number, at) => (isNumber(value) && value > most ? fault(at, 'maximum', most) : []),
  exclusiveMinimum: (value, bound: number, at) =>
    isNumber(value) && value <= bound ? fault(at, 'exclusiveMinimum', bound) : [],
  exclusiveMaximum: (value, bound: number, at) =>
    isNumber(value) && value >= bound ? fault(at, 'exclusiveMaximum', bound) : [],
  minLength: (value, least: number, at) =>
    typeof value === 'string' && [...value].length < least ? fault(at, 'minLength', least) : [],
  pattern: (value, pattern: string, at) =>
    typeof value === 'string' && !patternOf(pattern).test(value) ? fault(at, 'pattern', pattern) : [],
  // The pattern refuses values that are not dates at all.
  format: (value, format: string, at) =>
    typeof value === 'string' && dateFormats.has(format) && isNoDay(value) ? fault(at, 'format', format) : [],
  minItems: (value, least: number, at) =>
    Array.isArray(value) && value.length < least ? fault(at, 'minItems', least) : [],
  maxItems: (value, most: number, at) =>
    Array.isArray(value) && value.length > most ? fault(at, 'maxItems', most) : [],
  uniqueItems: (value, unique: boolean, at) =>
    unique && Array.isArray(value) && new Set(value.map((one) => JSON.stringify(one))).size < value.length
      ? fault(at, 'uniqueItems', true)
      : [],
  items: (value, items: JsonObject, at) =>
    Array.isArray(value) ? value.flatMap((one, place) => check(one, inner(at, items, place))) : [],
  required: (value, names: readonly string[], at) =>
    isObject(value)
      ? names.flatMap((name) =>
          Object.hasOwn(value, name) ? [] : fault(at, 'required', propertyOf(at.schema, name), { property: name }),
        )
      : [],
  minProperties: (value, least: number, at) =>
    isObject(value) && Object.keys(value).length < least ? fault(at, 'minProperties', least) : [],
  properties: (value, properties: Readonly<Record<string, JsonObject>>, at) =>
    isObject(value)
      ? Object.entries(properties).flatMap(([name, schema]) =>
          Object.hasOwn(value, name) ? check(value[name], inner(at, schema, name)) : [],
        )
      : [],
  patternProperties: (value, patterns: Readonly<Record<string, JsonObject>>, at) =>
    isObject(value)
      ? Object.entries(patterns).flatMap(([pattern, schema]) =>
          Object.keys(value)
            .filter((name) => patternOf(pattern).test(name))
            .flatMap((name) => check(value[name], inner(at, schema, name))),
        )
      : [],
  propertyNames: (value, names: JsonObject, at) =>
    isObject(value)
      ? Object.keys(value).flatMap((name) =>
          check(name, inner(at, names)).length > 0 ? fault(at, 'propertyNames', names, { property: name }) : [],
        )
      : [],
  additionalProperties: (value, others: boolean | JsonObject, at) => {
    if (!isObject(value) || others === true) return [];
    const { properties = {}, patternProperties = {} } = at.schema;
    const named = Object.keys(patternProperties as object).map(patternOf);
    const unnamed = Object.keys(value).filter(
      (name) => !Object.hasOwn(properties as object, name) && !named.some((pattern) => pattern.test(name)),
    );
    return unnamed.flatMap((name) =>
      others === false
        ? fault(at, 'additionalProperties', false, { property: name })
        : check(value[name], inner(at, others, name)),
    );
  },
  // The fault is reported for the choice as a whole, with those of each alternative.
  oneOf: (value, shapes: readonly JsonObject[], at) => {
    const found = shapes.map((shape) => check(value, inner(at, shape)));
    return found.filter((faults) => faults.length === 0).length === 1
      ? []
      : fault(at, 'oneOf', shapes, { shapes: found });
  },
  anyOf: (value, shapes: readonly JsonObject[], at) => {
    const found = shapes.map((shape) => check(value, inner(at, shape)));
    return found.some((faults) => faults.length === 0) ? [] : fault(at, 'anyOf', shapes, { shapes: found });
  },
  allOf: (value, shapes: readonly JsonObject[], at) => shapes.flatMap((shape) => check(value, inner(at, shape))),
  not: (value, shape: JsonObject, at) => (check(value, inner(at, shape)).length > 0 ? [] : fault(at, 'not', shape)),
  if: (value, condition: JsonObject, at) => {
    const meets = check(value, inner(at, condition)).length === 0;
    const consequence = at.schema[meets ? 'then' : 'else'] as JsonObject | undefined;
    return consequence === undefined ? [] : check(value, inner(at, consequence));
  },
  $ref: (value, reference: string, at) => check(value, inner(at, target(reference, at.root))),
};

const target = (reference: string, root: JsonObject) =>
  reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter(Boolean)
    .reduce<unknown>((within, step) => (within as JsonObject)[step], root) as JsonObject;

const propertyOf = ({ properties }: JsonObject, name: string): unknown =>
  (properties as JsonObject | undefined)?.[name];
