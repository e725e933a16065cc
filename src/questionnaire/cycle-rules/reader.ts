/** Reads values of a cycle's rules and looks their codes up in the questionnaire. */

import { nearest } from '../../content/index.ts';
import type { Instrument, Question } from '../instrument.ts';
import type { Faults } from '../read/fault.ts';
import type { Mapping } from '../read/mapping.ts';

type Bounds = { readonly from: number; readonly to: number };

export class RuleReader {
  readonly at: Mapping;
  readonly instrument: Instrument;
  readonly faults: Faults;

  constructor(at: Mapping, instrument: Instrument, faults: Faults) {
    this.at = at;
    this.instrument = instrument;
    this.faults = faults;
  }

  /** The keys under a key; null if there are none, or something else is there, which is then a fault. */
  inner(key: string, thing: string): RuleReader | null {
    const at = this.at.inner(key, `${thing} of ${this.#cycle}`);
    return at && new RuleReader(at, this.instrument, this.faults);
  }

  isNull(key: string): boolean {
    return !this.at.has(key) || this.at.raw(key) === null;
  }

  number<Missing>(key: string, { from, to, missing }: Bounds & { missing: Missing }): number | Missing {
    if (!this.at.has(key)) return missing;
    const value = this.at.raw(key);
    if (typeof value === 'number' && value >= from && value <= to) return value;
    this.at.wrong(key, `a number from ${from} to ${to}`);
    return missing;
  }

  whole<Missing>(key: string, bounds: Bounds & { missing: Missing }): number | Missing {
    const value = this.number(key, bounds);
    if (typeof value !== 'number' || Number.isInteger(value)) return value;
    this.at.wrong(key, 'a whole number');
    return bounds.missing;
  }

  required(key: string, { from, to }: Bounds): number {
    if (!this.at.has(key)) this.at.missing(key, `a number from ${from} to ${to}`);
    return this.number(key, { from, to, missing: 0 });
  }

  /** An ISO date in quotes; null if there is none. */
  day(key: string): string | null {
    if (this.isNull(key)) return null;
    const value = this.at.raw(key);
    const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && isReal(value);
    if (!isDay) this.at.wrong(key, 'a date in quotes such as "2026-06-30"');
    return isDay ? value : null;
  }

  /** One of the known words; null if there is none of them. */
  word(key: string, known: readonly string[], expected: string): string | null {
    const value = this.at.raw(key);
    if (typeof value === 'string' && known.includes(value)) return value;
    if (value !== undefined) this.at.wrong(key, expected, typeof value === 'string' ? nearest(value, known) : []);
    return null;
  }

  /** The question that a key names; null if it names none. */
  question(key: string, fits: (question: Question) => boolean = () => true, thing = 'a question'): Question | null {
    const { questions } = this.instrument;
    const fitting = [...questions.values()].filter(fits).map(({ code }) => code);
    const code = this.word(key, fitting, `${thing} of the questionnaire ${this.#name}`);
    return code === null ? null : (questions.get(code) ?? null);
  }

  /** A list of known words; each that is not known is a fault at its line. */
  words(key: string, known: readonly string[], expected: string): string[] {
    if (!this.at.has(key)) return [];
    const value = this.at.raw(key);
    if (!Array.isArray(value)) {
      this.at.wrong(key, `a list in [ ], each ${expected}`);
      return [];
    }
    return value.flatMap((one, place) => {
      const word = String(one);
      if (typeof one !== 'object' && known.includes(word)) return [word];
      this.faults.add('questionnaire_value_wrong', this.at.where(key, place), {
        thing: this.at.thing,
        key,
        given: typeof one === 'object' ? 'no single word' : `"${word}"`,
        expected,
        near: nearest(word, known),
      });
      return [];
    });
  }

  /** Names of the choices of a list. */
  choicesOf(question: Question | null): string[] {
    const list = question?.list ? this.instrument.lists.get(question.list) : undefined;
    return (list?.choices ?? []).map(({ name }) => name);
  }

  get #name(): string {
    return `${this.instrument.id} ${this.instrument.version}`;
  }

  get #cycle(): string {
    return `${this.instrument.id}-${this.instrument.version}`;
  }
}

/** False for 31 February. */
function isReal(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
