/**
 * Checks a value against a JSON Schema (draft 7), without generating code: production runs with code generation from
 * strings switched off, which a compiling validator needs. `test/pipeline/json-schema.test.ts` compares it with ajv.
 */

export type SchemaFault = {
  /** JSON pointer to the value at fault. */
  readonly instancePath: string;
  readonly message: string;
  /** The property that the schema does not know; null for other faults. */
  readonly unknownProperty: string | null;
};

type JsonObject = Readonly<Record<string, unknown>>;
type Check = (value: unknown, expected: never, at: string, schema: JsonObject, root: JsonObject) => SchemaFault[];

/** All faults of a value, those of outer keywords first; none where it fits. @throws Error for a keyword that is not supported */
export function schemaFaults(schema: JsonObject, value: unknown): SchemaFault[] {
  return check(schema, value, '', schema);
}

/** Keywords that describe and do not constrain. */
const annotations = new Set(['$schema', 'title', 'description', 'definitions']);

function check(schema: JsonObject, value: unknown, at: string, root: JsonObject): SchemaFault[] {
  return Object.entries(schema).flatMap(([keyword, expected]) => {
    if (annotations.has(keyword)) return [];
    const known = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
    if (known === undefined) throw new Error(`the JSON Schema keyword "${keyword}" is not supported`);
    return known(value, expected as never, at, schema, root);
  });
}

const fault = (instancePath: string, message: string, unknownProperty: string | null = null): SchemaFault[] => [
  { instancePath, message, unknownProperty },
];

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const count = (most: number, one: string) => `${most} ${one}${most === 1 ? '' : 's'}`;

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const keywords: Readonly<Record<string, Check>> = {
  type: (value, expected: string | readonly string[], at) => {
    const wanted = [expected].flat();
    return wanted.some((type) => types[type]!(value)) ? [] : fault(at, `must be ${wanted.join(',')}`);
  },
  enum: (value, allowed: readonly unknown[], at) =>
    allowed.includes(value) ? [] : fault(at, 'must be equal to one of the allowed values'),
  minLength: (value, least: number, at) =>
    typeof value === 'string' && [...value].length < least
      ? fault(at, `must NOT have fewer than ${count(least, 'character')}`)
      : [],
  pattern: (value, pattern: string, at) =>
    typeof value === 'string' && !new RegExp(pattern, 'u').test(value)
      ? fault(at, `must match pattern "${pattern}"`)
      : [],
  minItems: (value, least: number, at) =>
    Array.isArray(value) && value.length < least ? fault(at, `must NOT have fewer than ${count(least, 'item')}`) : [],
  maxItems: (value, most: number, at) =>
    Array.isArray(value) && value.length > most ? fault(at, `must NOT have more than ${count(most, 'item')}`) : [],
  uniqueItems: (value, unique: boolean, at) =>
    unique && Array.isArray(value) && new Set(value.map((one) => JSON.stringify(one))).size < value.length
      ? fault(at, 'must NOT have duplicate items')
      : [],
  items: (value, items: JsonObject, at, _, root) =>
    Array.isArray(value) ? value.flatMap((one, place) => check(items, one, `${at}/${place}`, root)) : [],
  required: (value, names: readonly string[], at) =>
    isObject(value)
      ? names.flatMap((name) => (Object.hasOwn(value, name) ? [] : fault(at, `must have required property '${name}'`)))
      : [],
  minProperties: (value, least: number, at) =>
    isObject(value) && Object.keys(value).length < least
      ? fault(at, `must NOT have fewer than ${least} properties`)
      : [],
  properties: (value, properties: Readonly<Record<string, JsonObject>>, at, _, root) =>
    isObject(value)
      ? Object.entries(properties).flatMap(([name, schema]) =>
          Object.hasOwn(value, name) ? check(schema, value[name], `${at}/${pointer(name)}`, root) : [],
        )
      : [],
  propertyNames: (value, names: JsonObject, at, _, root) =>
    isObject(value)
      ? Object.keys(value).flatMap((name) =>
          check(names, name, '', root).length > 0 ? fault(at, `property name "${name}" is not as it should be`) : [],
        )
      : [],
  additionalProperties: (value, others: boolean | JsonObject, at, { properties = {} }, root) => {
    if (!isObject(value) || others === true) return [];
    const unnamed = Object.keys(value).filter((name) => !Object.hasOwn(properties as object, name));
    return unnamed.flatMap((name) =>
      others === false
        ? fault(at, 'must NOT have additional properties', name)
        : check(others, value[name], `${at}/${pointer(name)}`, root),
    );
  },
  // Of a choice between shapes the choice is reported, not what each shape lacks.
  oneOf: (value, shapes: readonly JsonObject[], at, _, root) =>
    shapes.filter((shape) => check(shape, value, at, root).length === 0).length === 1
      ? []
      : fault(at, 'must match exactly one schema in oneOf'),
  $ref: (value, reference: string, at, _, root) => {
    const target = reference
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((within, step) => (within as JsonObject)[step], root);
    return check(target as JsonObject, value, at, root);
  },
};

const pointer = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');
