/** Describes violations of a schema in words. */
import type { FaultText } from '../fault.ts';
import { nearest } from '../nearest.ts';
import type { Path } from '../read/place.ts';
import type { JsonObject, SchemaFault } from './validate.ts';

/** A fault, and its path. */
export type Explained = FaultText & {
  readonly path: Path;
  /** The key that is missing at the path. */
  readonly lacks?: string;
};

/**
 * All faults of a value in words. A mistyped key is not reported as missing too.
 *
 * @param whole - name of the whole value in messages
 */
export function explainAll(faults: readonly SchemaFault[], value: unknown, whole = 'The file'): Explained[] {
  const found = faults.flatMap((fault) => explain(fault, value, whole));
  const meant = new Set(
    found.flatMap(({ near = [], path }) => near.map((name) => [...path.slice(0, -1), name].join('\n'))),
  );
  return found.filter(({ lacks, path }) => lacks === undefined || !meant.has([...path, lacks].join('\n')));
}

function explain(fault: SchemaFault, value: unknown, whole: string): Explained[] {
  const given = fault.path.reduce<unknown>((at, step) => (at as JsonObject | undefined)?.[step as string], value);
  const thing = thingAt(fault.path, whole);
  const { keyword, expected, property, known, path } = fault;
  const description = described(expected);
  switch (keyword) {
    case 'additionalProperties': {
      const near = nearest(property!, known);
      const correction = near.length > 0 || known.length === 0 ? 'Or remove it.' : `It can have ${known.join(', ')}.`;
      const what = `${thing} has "${property}", which has no meaning here.`;
      return [{ path: [...path, property!], what, near, correction: near.length > 0 ? '' : correction }];
    }
    case 'required':
      return [
        {
          path,
          what: `${thing} has no "${property}".`,
          correction: `Add "${property}"${description}.`,
          lacks: property!,
        },
      ];
    case 'propertyNames':
      return [
        {
          path: [...path, property!],
          what: `"${property}" cannot be a name here.`,
          correction: String((expected as JsonObject).patternErrorMessage ?? 'Write a name.'),
        },
      ];
    case 'oneOf':
    case 'anyOf': {
      const best = closest(fault, given);
      if (best?.every((one) => one.path.length > path.length || one.property !== null))
        return best.flatMap((one) => explain(one, value, whole));
      const shapes = (expected as readonly JsonObject[]).map(shapeOf).filter((shape) => shape !== '');
      const wanted = [...new Set(shapes)].join(', or ');
      return [{ path, what: `${thing} is ${reported(given)}.`, correction: `Set it to ${wanted || 'another value'}.` }];
    }
    case 'enum': {
      const names = (expected as readonly unknown[]).map(String);
      const near = nearest(String(given), names);
      const correction = near.length > 0 ? '' : `Set it to one of ${names.join(', ')}.`;
      return [{ path, what: `${thing} is ${reported(given)}, which is not known here.`, near, correction }];
    }
    default:
      return [
        { path, what: `${thing} is ${reported(given)}, ${refusal(keyword, expected)}.`, correction: wanted(fault) },
      ];
  }
}

function wanted({ keyword, expected, correction }: SchemaFault): string {
  switch (keyword) {
    case 'type':
      return `Set it to ${typeWords(expected)}.`;
    case 'pattern':
      return correction ?? 'Correct it.';
    case 'format':
      return 'Write a day of the calendar, such as 2026-06-30.';
    case 'uniqueItems':
      return 'Remove one of the two.';
    case 'minimum':
    case 'minItems':
    case 'minProperties':
      return `Give ${expected} or more.`;
    case 'maximum':
    case 'maxItems':
      return `Give ${expected} or less.`;
    default:
      return 'Correct it.';
  }
}

function refusal(keyword: string, expected: unknown): string {
  switch (keyword) {
    case 'type':
      return `not ${typeWords(expected)}`;
    case 'const':
      return `not ${reported(expected)}`;
    case 'minimum':
      return `less than ${expected}`;
    case 'maximum':
      return `more than ${expected}`;
    case 'exclusiveMinimum':
      return `which must be more than ${expected}`;
    case 'exclusiveMaximum':
      return `which must be less than ${expected}`;
    case 'minLength':
      return 'which is too short';
    case 'minItems':
      return `with fewer than ${expected} entries`;
    case 'maxItems':
      return `with more than ${expected} entries`;
    case 'minProperties':
      return `with fewer than ${expected} keys`;
    case 'uniqueItems':
      return 'in which an entry occurs twice';
    case 'pattern':
      return 'which is not written as it must be';
    case 'format':
      return 'which is not a date in the calendar';
    default:
      return 'which is not allowed here';
  }
}

const isMisspelled = (property: string, known: readonly string[]) =>
  !known.includes(property) && nearest(property, known).length > 0;

const ofAnotherShape = new Set(['type', 'const', 'enum']);

/** Faults with respect to the closest alternative; null if none is close. */
function closest({ shapes, path }: SchemaFault, given: unknown): readonly SchemaFault[] | null {
  const fitting = shapes.filter((faults) => {
    const isOfType = faults.every((one) => one.path.length > path.length || !ofAnotherShape.has(one.keyword));
    return faults.length > 0 && isOfType && typeof given === 'object' && given !== null;
  });
  // A mistyped key is both missing and unknown.
  const causes = (faults: readonly SchemaFault[]) =>
    faults.length - faults.filter(({ property, known }) => property !== null && isMisspelled(property, known)).length;
  return [...fitting].sort((a, b) => causes(a) - causes(b))[0] ?? null;
}

/** `blocks.2.data`, with list items counted from 1. */
export const pathText = (path: Path): string =>
  path.map((step) => (typeof step === 'number' ? step + 1 : step)).join('.');

const thingAt = (path: Path, whole: string): string => (path.length === 0 ? whole : `"${pathText(path)}"`);

const described = (schema: unknown): string => {
  const {
    description,
    enum: names,
    type,
  } = (schema ?? {}) as { description?: string; enum?: unknown[]; type?: unknown };
  if (names !== undefined) return `, one of ${names.join(', ')}`;
  if (description !== undefined) return `: ${description.replace(/\.$/, '')}`;
  return type === undefined ? '' : `, ${typeWords(type)}`;
};

const words: Readonly<Record<string, string>> = {
  object: 'a set of keys with values',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};
const typeWords = (type: unknown): string =>
  [type]
    .flat()
    .map((one) => words[String(one)])
    .join(' or ');

function shapeOf(schema: JsonObject): string {
  if ('const' in schema) return reported(schema.const);
  if ('enum' in schema) return `one of ${(schema.enum as unknown[]).join(', ')}`;
  if ('type' in schema) return typeWords(schema.type);
  return '';
}

/** The value as shown in messages. */
export function reported(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'empty';
  if (typeof value === 'string') return `"${value}"`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a set of keys' : String(value);
}
