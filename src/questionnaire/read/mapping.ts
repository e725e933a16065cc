/** Reads a YAML mapping of an instrument key by key; faults are collected, and reading continues. */
import { type ContentFile, nearest, type Path, reported } from '../../content/index.ts';
import type { Faults } from './fault.ts';

/** Names that many YAML parsers read as booleans unless they are quoted. */
const truthWords = /^(y|yes|n|no|on|off|true|false)$/i;

/** Opens the mapping at a path; null, with a fault, if there is something else. */
export function openMapping(file: ContentFile, path: Path, thing: string, faults: Faults): Mapping | null {
  const value = path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)?.[step], file.value);
  if (isMapping(value)) return new Mapping(file, path, thing, value, faults);
  const details = {
    thing,
    key: String(path.at(-1) ?? file.name),
    given: reported(value),
    expected: 'keys with values',
  };
  faults.add('questionnaire_value_wrong', file.where(path), details);
  return null;
}

export class Mapping {
  readonly file: ContentFile;
  readonly path: Path;
  /** Its name in messages: `Question C04`. */
  readonly thing: string;
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #faults: Faults;

  constructor(file: ContentFile, path: Path, thing: string, value: Readonly<Record<string, unknown>>, faults: Faults) {
    this.file = file;
    this.path = path;
    this.thing = thing;
    this.#value = value;
    this.#faults = faults;
  }

  get keys(): string[] {
    return Object.keys(this.#value);
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#value, key);
  }

  raw(key: string): unknown {
    return this.has(key) ? this.#value[key] : undefined;
  }

  where(...steps: Path): string {
    return this.file.where([...this.path, ...steps]);
  }

  /** Reports every key except these. */
  only(known: readonly string[]): void {
    for (const key of this.keys.filter((one) => !known.includes(one))) {
      const details = { thing: this.thing, key, known, near: nearest(key, known) };
      this.#faults.add('questionnaire_key_unknown', this.where(key), details);
    }
  }

  wrong(key: string, expected: string, near: readonly string[] = []): void {
    const details = { thing: this.thing, key, given: reported(this.raw(key)), expected, near };
    this.#faults.add('questionnaire_value_wrong', this.where(key), details);
  }

  missing(key: string, expected: string): void {
    this.#faults.add('questionnaire_key_missing', this.where(), { thing: this.thing, key, expected });
  }

  /** A text that is not empty; null if there is none. */
  text(key: string, expected = 'a text'): string | null {
    return this.#read(key, expected, (value) => (typeof value === 'string' && value.trim() !== '' ? value : null));
  }

  number(key: string, expected = 'a number'): number | null {
    return this.#read(key, expected, (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null));
  }

  truth(key: string): boolean {
    return this.#read(key, 'true or false', (value) => (typeof value === 'boolean' ? value : null)) ?? false;
  }

  oneOf<Name extends string>(key: string, names: readonly Name[]): Name | null {
    const { [key]: given } = this.#value;
    if (!this.has(key) || names.includes(given as Name)) return (given as Name | undefined) ?? null;
    this.wrong(key, `one of ${names.join(', ')}`, typeof given === 'string' ? nearest(given, names) : []);
    return null;
  }

  /** A list of texts; empty if there is none. */
  texts(key: string): string[] {
    const isText = (one: unknown) => typeof one === 'string' && one.trim() !== '';
    const read = (value: unknown) => (Array.isArray(value) && value.every(isText) ? (value as string[]) : null);
    return this.#read(key, 'a list of texts in [ ]', read) ?? [];
  }

  /** The mapping under a key; null if there is none. */
  inner(key: string, thing = this.thing): Mapping | null {
    return this.has(key) ? openMapping(this.file, [...this.path, key], thing, this.#faults) : null;
  }

  /** The mappings of a list under a key, each named in messages by the result of `name`. */
  each(key: string, name: (value: unknown, place: number) => string): Mapping[] {
    const value = this.raw(key);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.wrong(key, 'a list, each entry behind a dash');
      return [];
    }
    return value.flatMap(
      (entry, place) => openMapping(this.file, [...this.path, key, place], name(entry, place), this.#faults) ?? [],
    );
  }

  /** Reports an unquoted word that other parsers read as a boolean. */
  quoted(key: string, place: number): boolean {
    // An unquoted word is read as itself, or as the boolean that is spelled like it.
    const given = (this.#value[key] as readonly unknown[])[place];
    if (!truthWords.test(String(given))) return true;
    const bare = this.file.bare([...this.path, key, place]);
    if (bare === null || !truthWords.test(bare)) return true;
    this.#faults.add('questionnaire_quotes_wanted', this.where(key, place), { given: bare });
    return false;
  }

  #read<Value>(key: string, expected: string, read: (value: unknown) => Value | null): Value | null {
    if (!this.has(key)) return null;
    const value = read(this.#value[key]);
    if (value === null) this.wrong(key, expected);
    return value;
  }
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
